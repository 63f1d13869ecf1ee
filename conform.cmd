@echo off
rem Does what ./conform does: builds the command line once, and again when a source has changed, then runs it. "conform test" builds and runs all
rem tests ("--fast": the quick ones, "--filter EXPRESSION", names of projects), "conform generate" makes generated/ from specs/, "conform prove" runs the
rem verifier on broken servers. It was written without a Windows machine, and has been read but not tried on one.
setlocal
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
set "root=%~dp0"
where dotnet >nul 2>nul
if errorlevel 1 (
  echo conform: the .NET 10 SDK is needed, and there is no "dotnet" on the PATH. See https://dotnet.microsoft.com/download 1>&2
  exit /b 2
)

rem What stands behind the first word, with its quotes.
set "rest="
for /f "tokens=1,*" %%a in ("%*") do set rest=%%b

if "%~1"=="test" goto test
if "%~1"=="prove" goto prove
if "%~1"=="generate" if "%~2"=="" goto generate
if "%~1"=="generate" if "%~2"=="--check" if "%~3"=="" goto generate

set "program=%root%artifacts\bin\Cli\release\conform.dll"
set "stamp=%root%artifacts\conform.stamp"
powershell -NoProfile -Command "$s = Get-Item '%stamp%' -ErrorAction SilentlyContinue; if (-not $s -or -not (Test-Path '%program%')) { exit 1 }; if (Get-ChildItem -Recurse -File '%root%src', '%root%specs', '%root%features', '%root%eng\Generate', '%root%action.yml', '%root%templates', '%root%Directory.Build.props', '%root%Directory.Packages.props', '%root%global.json' | Where-Object { $_.LastWriteTime -gt $s.LastWriteTime -and $_.FullName -notmatch '\\obj\\' } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run
echo conform: building... 1>&2
if not exist "%root%artifacts" mkdir "%root%artifacts"
type nul > "%stamp%.new"
dotnet build "%root%src\Cli\Cli.csproj" -c Release -v quiet --nologo 1>&2
if errorlevel 1 exit /b 2
move /y "%stamp%.new" "%stamp%" >nul

:run
dotnet "%program%" %*
exit /b %ERRORLEVEL%

:test
set "filter="
set "expression="
set "locked="
set "projects="
:next
shift
if "%~1"=="" goto tests
if "%~1"=="--fast" (
  set "filter=Category!=Slow"
  goto next
)
if "%~1"=="--locked" (
  set "locked=1"
  goto next
)
if "%~1"=="--filter" (
  set "expression=%~2"
  shift
  goto next
)
set "name=%~1"
if not "%name:~-6%"==".Tests" set "name=%name%.Tests"
if not exist "%root%tests\%name%" (
  echo conform test: "%~1" is neither an option nor a folder of tests; expected --fast, --filter EXPRESSION, --locked or a name such as Sessions. 1>&2
  exit /b 2
)
set projects=%projects% "%root%tests\%name%"
goto next
:tests
if defined filter if defined expression set "filter=%filter%&(%expression%)"
if not defined filter if defined expression set "filter=%expression%"
if defined locked dotnet restore "%root%Conformance.sln" --locked-mode -v quiet || exit /b 1
if not defined projects set projects="%root%Conformance.sln"
set "failed="
for %%p in (%projects%) do (
  if defined filter (dotnet test %%p -c Release --nologo --filter "%filter%" || set "failed=1") else (dotnet test %%p -c Release --nologo || set "failed=1")
)
if defined failed exit /b 1
exit /b 0

:generate
dotnet build "%root%eng\Generate\Generate.csproj" -c Release -v quiet --nologo 1>&2
if errorlevel 1 exit /b 2
dotnet "%root%artifacts\bin\Generate\release\generate.dll" %rest%
exit /b %ERRORLEVEL%

:prove
dotnet build "%root%tests\Prove\Prove.csproj" -c Release -v quiet --nologo 1>&2
if errorlevel 1 exit /b 2
dotnet "%root%artifacts\bin\Prove\release\prove.dll" --root "%root%." %rest%
exit /b %ERRORLEVEL%
