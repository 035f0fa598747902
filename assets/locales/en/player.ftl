player-no-sound-audio-device-does = no sound, the audio device does not open: { $cause }
player-no-sound-there-no-thread = no sound, there is no thread for the player: { $cause }
player-paused-because-audio-device-went = paused, because the audio device went away; it goes on when the device is back within two minutes, or press play: { $cause }
