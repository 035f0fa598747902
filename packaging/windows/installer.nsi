; The installer of Latentune: for one person, without an administrator. Made by packaging/windows-packages.sh.
Target amd64-unicode
Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
!include MUI2.nsh
!include FileFunc.nsh

Name "Latentune"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Latentune"
InstallDirRegKey HKCU "Software\Latentune" "folder"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\latentune.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Latentune"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installer of Latentune"
VIAddVersionKey "LegalCopyright" "MIT OR Apache-2.0"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Latentune"
!define NOTIFY "!insertmacro Notify"
!macro Notify
    ; SHCNE_ASSOCCHANGED: Explorer looks anew which program opens what.
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
    SetOutPath "$INSTDIR"
    ClearErrors
    File "${FILES}\latentune.exe"
    ${If} ${Errors}
        MessageBox MB_ICONSTOP "Latentune is open. Close it, and start this installer again." /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    File "${FILES}\*.txt"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Latentune.lnk" "$INSTDIR\latentune.exe" "" "$INSTDIR\latentune.exe" 0
    WriteRegStr HKCU "Software\Latentune" "folder" "$INSTDIR"

    ; Session files open with a double click.
    WriteRegStr HKCU "Software\Classes\.latentune" "" "Latentune.Session"
    WriteRegStr HKCU "Software\Classes\Latentune.Session" "" "Latentune session"
    WriteRegStr HKCU "Software\Classes\Latentune.Session\DefaultIcon" "" "$INSTDIR\latentune.exe,0"
    WriteRegStr HKCU "Software\Classes\Latentune.Session\shell\open\command" "" '"$INSTDIR\latentune.exe" "%1"'
    ${NOTIFY}

    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Latentune"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\latentune.exe"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    IntFmt $0 "0x%08X" $0
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
    ; What a person has made (kept runs, sessions) stays. Only our own files go: the folder may hold others.
    ClearErrors
    Delete "$INSTDIR\latentune.exe"
    ${If} ${Errors}
        MessageBox MB_ICONSTOP "Latentune is open. Close it, and start the uninstaller again." /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    Delete "$INSTDIR\LICENSE.txt"
    Delete "$INSTDIR\READ-ME-FIRST.txt"
    Delete "$INSTDIR\*-OFL.txt"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Latentune.lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "Software\Latentune"
    ReadRegStr $0 HKCU "Software\Classes\.latentune" ""
    ${If} $0 == "Latentune.Session"
        DeleteRegKey HKCU "Software\Classes\.latentune"
    ${EndIf}
    DeleteRegKey HKCU "Software\Classes\Latentune.Session"
    ${NOTIFY}
SectionEnd
