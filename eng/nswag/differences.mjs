// Compares what was generated just now with what is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const GENERATED = /(\.g\.cs|-client\.ts)$/;

/** Each file that differs: its path, what is wrong, and its text as it should be (null where there should be none). */
export function differences(expected, actual) {
  const [wanted, found] = [files(expected), files(actual)];
  return [...new Set([...wanted.keys(), ...found.keys()])].sort().flatMap((path) => {
    const [should, is] = [wanted.get(path) ?? null, found.get(path) ?? null];
    if (should === is) return [];
    return [{ path, expected: should, kind: is === null ? 'is missing' : should === null ? 'belongs to no contract' : 'is stale' }];
  });
}

// Files by their path, with "/" on every system, and with plain line feeds, which git may have turned into others.
function files(folder) {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll('\\', '/')).filter((path) => GENERATED.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')]));
}
