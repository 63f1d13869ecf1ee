@echo off
rem Builds the command line (quick when nothing changed), then runs it. "conform test" builds and runs all tests ("--fast": the quick ones),
rem "conform generate" makes generated/ from specs/, "conform prove" runs the verifier on broken servers.
setlocal
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
if "%1"=="test" goto test
if "%1"=="prove" goto prove
if "%1"=="generate" if "%2"=="" goto generate
if "%1"=="generate" if "%2"=="--check" goto generate
dotnet build "%~dp0src\Cli\Cli.csproj" -c Release -v quiet --nologo 1>&2 || exit /b 2
dotnet "%~dp0artifacts\bin\Cli\release\conform.dll" %*
exit /b %ERRORLEVEL%

:test
set filter=
if "%2"=="--fast" set filter=--filter "Category!=Slow"
dotnet test "%~dp0Conformance.sln" -c Release --nologo %filter%
exit /b %ERRORLEVEL%

:generate
dotnet run -c Release --project "%~dp0eng\Generate\Generate.csproj" -- %2
exit /b %ERRORLEVEL%

:prove
dotnet run -c Release --project "%~dp0tests\Prove\Prove.csproj" -- --root "%~dp0." %2 %3 %4 %5 %6 %7
exit /b %ERRORLEVEL%
