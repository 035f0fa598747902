# shellcheck shell=bash
# The window under Wine: a click, a sound, a session file, recovery. Sourced by packaging/try-windows.sh.

shots=${SHOTS:-$work/shots}
mkdir -p "$shots"
tones=$root/packaging/windows/tones.py
app_data() { echo "$WINEPREFIX"/drive_c/users/*/AppData/Local/latentune; }

start_display() {
    if [ -n "${TRY_DISPLAY:-}" ]; then
        Xvfb "$TRY_DISPLAY" -screen 0 1280x800x24 >/dev/null 2>&1 &
        helpers="$helpers $!"
        export DISPLAY=$TRY_DISPLAY
        sleep 2
    else
        Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
        helpers="$helpers $!"
        for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep 0.2; done
        DISPLAY=:$(cat "$work/display")
        export DISPLAY
    fi
    xdotool getdisplaygeometry
}
start_sound() {
    export PULSE_SERVER=unix:$work/sound
    HOME=$work XDG_RUNTIME_DIR=$work pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        --load="module-null-sink sink_name=null" \
        --load="module-native-protocol-unix auth-anonymous=1 socket=$work/sound" >/dev/null 2>&1 &
    helpers="$helpers $!"
    for _ in $(seq 50); do [ -S "$work/sound" ] && break; sleep 0.2; done
    pactl info >/dev/null
}
shot() { import -window root "$shots/$1.png" 2>/dev/null || true; }

# wait_for SECONDS COMMAND...: until it succeeds.
wait_for() {
    local secs=$1
    shift
    for _ in $(seq "$((2 * secs))"); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.5
    done
    echo "waited $secs s in vain for: $*"
    return 1
}
open_window() {
    wine "$exe" "$@" >"$work/window.said" 2>&1 &
    window_pid=$!
    wait_for 120 xdotool search --name Latentune
}
is_kept() { [ -n "$(find "$(app_data)/data/runs" -name run.json 2>/dev/null)" ]; }
opens_and_learns() {
    open_window "$(windows "$work/tones")" && wait_for 300 is_kept && sleep 5
    shot learnt
    # The tour of the first start would lie over the map.
    xdotool key Escape && sleep 2
    shot map
}
record() { timeout 4 parec -d null.monitor --raw --format=s16le --rate=44100 --channels=1 >"$work/heard.raw" || true; }
# Where songs are drawn, a line each.
find_points() {
    import -window root -depth 8 "$work/shot.ppm"
    python3 "$tones" points "$work/shot.ppm" >"$work/points"
    [ -s "$work/points" ] || { echo "no point is seen"; return 1; }
}
click_plays() {
    find_points || return 1
    local x y
    while read -r x y; do
        xdotool mousemove "$x" "$y" click 1
        sleep 1
        record </dev/null
        if python3 "$tones" hear "$work/heard.raw"; then
            shot playing
            return 0
        fi
    done < <(head -n 8 "$work/points")
    return 1
}
saves_session() {
    xdotool key ctrl+s
    sleep 4
    shot saving
    xdotool type --delay 60 "$(windows "$work/one.latentune")"
    xdotool key Return
    wait_for 60 test -s "$work/one.latentune"
}
closes() {
    xdotool search --name Latentune windowfocus 2>/dev/null || true
    xdotool key alt+F4
    local _
    for _ in $(seq 60); do
        kill -0 "$window_pid" 2>/dev/null || break
        sleep 0.5
    done
    if kill -0 "$window_pid" 2>/dev/null; then
        shot not-closed
        return 1
    fi
    wait "$window_pid"
    local left
    left=$(find "$(app_data)/data/recovery" -type f 2>/dev/null || true)
    [ -z "$left" ] || { echo "left behind: $left"; return 1; }
}
opens_session() {
    open_window "$(windows "$work/one.latentune")" && wait_for 120 xdotool search --name '^one'
    shot session
}
has_recovery() { [ -n "$(find "$(app_data)/data/recovery" -name '*.json' 2>/dev/null)" ]; }
offers_recovery() {
    # Something that a session would lose: another song is chosen. By the mouse, for a window that was opened by another has no
    # keys before it is clicked; and once the map is drawn.
    sleep 15
    find_points || return 1
    local x y
    while read -r x y; do
        xdotool mousemove "$x" "$y" click 1
        sleep 1
    done < <(head -n 3 "$work/points")
    shot chosen
    wait_for 60 has_recovery
    wineserver -k 2>/dev/null || true
    wait "$window_pid" 2>/dev/null || true
    has_recovery || { echo "nothing was left to restore"; return 1; }
    open_window "$(windows "$work/tones")"
    sleep 20
    shot recovery
    has_recovery
}

if command -v Xvfb >/dev/null && command -v xdotool >/dev/null && command -v import >/dev/null; then
    python3 "$tones" make "$work/tones"
    check "a display" start_display
    if command -v pulseaudio >/dev/null; then check "a sound server" start_sound; fi
    check "the window opens, and learns a map" opens_and_learns
    if [ -n "${PULSE_SERVER:-}" ]; then
        check "a click on a point plays that song, purely" click_plays
    else
        leave_out "sound: no PulseAudio"
    fi
    check "a session is saved by the dialog" saves_session
    check "the window closes, and leaves nothing to restore" closes
    check "a session file opens" opens_session
    check "after a kill the session is offered again" offers_recovery
else
    leave_out "the window: Xvfb, xdotool or ImageMagick is missing"
fi
