# shellcheck shell=bash
# The installer under Wine. Sourced by packaging/try-windows.sh.

installed() { echo "$WINEPREFIX"/drive_c/users/*/AppData/Local/Programs/Latentune; }
menu() { find "$WINEPREFIX/drive_c/users" -name 'Latentune.lnk'; }
installs() {
    wine "$setup" /S && wait_for 60 test -f "$(installed)/uninstall.exe" || return 1
    [ -s "$(installed)/latentune.exe" ] && [ -n "$(menu)" ] &&
        wine reg query 'HKCU\Software\Classes\Latentune.Session\shell\open\command' | grep -q latentune.exe
}
does_the_demo_job() {
    wine "$(installed)/latentune.exe" analyze --out "$(windows "$work/installed")" --no-cache --seed 3 --quiet &&
        has_results "$work/installed"
}
leaves_nothing() {
    wine "$(installed)/uninstall.exe" /S
    gone() { ! [ -e "$(installed)" ] && [ -z "$(menu)" ]; }
    wait_for 60 gone || { ls -R "$(installed)"; return 1; }
    ! wine reg query 'HKCU\Software\Classes\Latentune.Session' && ! wine reg query 'HKCU\Software\Latentune' &&
        ! wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Latentune'
}
if [ -n "${SETUP:-}" ]; then
    setup=$(realpath "$SETUP")
    check "the installer installs without a question" installs
    check "the installed program does the demo job" does_the_demo_job
    check "the uninstaller leaves nothing" leaves_nothing
else
    leave_out "the installer: SETUP names none"
fi
