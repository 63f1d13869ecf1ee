// The programs that generation needs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Generation ends with this sentence and exit code. */
export class Failed extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The path of NSwag, of the version that package.json pins; installs it when it is absent. */
export function installed(folder) {
  const nswag = join(folder, 'node_modules/nswag');
  if (versionOf(nswag) !== JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).devDependencies.nswag) {
    console.error('conform generate: installing NSwag…');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
    if (npm.error) throw new Failed('NSwag comes from npm, and there is no "npm" on the PATH. It comes with Node.js (Debian: apt-get install nodejs npm).', 3);
    if (npm.stderr.includes('EUSAGE')) throw new Failed('eng/nswag/package-lock.json does not fit its package.json. Run "npm install" there and commit the lock.', 1);
    if (npm.status !== 0) throw new Failed(`"npm ci" in eng/nswag failed, so NSwag is not there:\n${npm.stderr.trim()}`, 3);
  }

  return join(nswag, 'bin/binaries/Net100/dotnet-nswag.dll');
}

/** Runs a program to its end; what it printed goes into the sentence when it fails. */
export function run(program, parameters) {
  const { status, error, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (error?.code === 'ENOENT') throw new Failed(`there is no "${program}" on the PATH.`, 3);
  if (status !== 0) throw new Failed(`"${program} ${parameters.slice(0, 2).join(' ')} …" failed:\n${`${stdout}\n${stderr}`.trim()}`, 1);
}

function versionOf(packageFolder) {
  const file = join(packageFolder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}
