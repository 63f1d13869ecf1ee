// How names of a contract become names of code.

// What our templates declare beside a contract's own parameters, then the words of C# and TypeScript.
const RESERVED = new Set(`body cancellationToken httpContext invalid request result server signal
  abstract any as async await base bool boolean break byte case catch char checked class const constructor continue
  debugger decimal declare default delegate delete do double else enum event explicit export extends extern false finally
  fixed float for foreach function get goto if implements implicit import in instanceof int interface internal is let lock
  long module namespace never new null number object operator out override package params private protected public
  readonly ref require return sbyte sealed set short sizeof stackalloc static string struct super switch symbol this throw
  true try type typeof uint ulong unchecked undefined unsafe ushort using var virtual void volatile while with yield`.split(/\s+/));

/** "refresh_token", "X-API-TOKEN" and "get user" as RefreshToken, XApiToken and GetUser. */
export function pascal(text) {
  const words = String(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const name = words.map((word) => word[0].toUpperCase() + (isShouted(word) ? word.slice(1).toLowerCase() : word.slice(1))).join('');
  return /^\p{L}/u.test(name) ? name : `Value${name}`;
}

/** The same with a small first letter. */
export function camel(text) {
  const name = pascal(text);
  return name[0].toLowerCase() + name.slice(1);
}

/** A name that `taken` does not have yet; it has it afterwards. */
export function unique(name, taken) {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name}${i}`;
  taken.add(free);
  return free;
}

/** The name of a parameter in code; where another has it already, or a language, with the place where the parameter travels. */
export function parameterName(parameter, taken) {
  const name = camel(parameter.name);
  return unique(RESERVED.has(name) || taken.has(name) ? name + pascal(parameter.in) : name, taken);
}

function isShouted(word) {
  return word.length > 1 && word === word.toUpperCase();
}
