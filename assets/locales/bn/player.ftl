player-no-sound-audio-device-does = শব্দ নেই, অডিও ডিভাইস খুলছে না: { $cause }
player-no-sound-there-no-thread = শব্দ নেই, প্লেয়ারের জন্য কোনো থ্রেড নেই: { $cause }
player-paused-because-audio-device-went = থামানো হয়েছে, কারণ অডিও ডিভাইস চলে গেছে; দুই মিনিটের মধ্যে ফিরে এলে আবার বাজবে, অথবা ‘বাজান’ চাপুন: { $cause }
