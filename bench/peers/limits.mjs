// What a tool has no words for. A mutant that matches and was not detected is marked "cannot express", with the reason, and not as a miss.
const clocks = /RFC7519-4\.1\.4-|expires-early|two-hours/;
const atOnce = /at-once/;
const methods = /(put|post|get)-logs-out|wrong-method|no-allow/;
const mediaTypes = /media-type-400|any-media-type|text-plain-refused/;
const values = /other-(message|description|code|path|type|key)|code-is-zero|data-is-message/;
const crypto = /alg-none|key-swap|signature-ignored|hs256/;
const tokenLooks = /refresh-is-jwt|opaque-access-token|jwt-tokens/;
const headers = /cacheable|challenge|error-code|error-without-token/;
const sequence = /sibling|everybody|foreign|second-logout|second-put|failed-logout|RFC9700-|RFC7009-|ASVS5-7\.4\.1-|survives|revived|-kept|user-ended|blacklist|login-refused|jwt-revoked|renew-takes-revoked|unknown-token/;
const otherToken = /as-access|as-refresh|missing-token|token-in-url|scheme|anonymous|token-optional|malformed-body-accepted/;
const otherRequest = /-(optional|required|once|accepted|any-platform|refused|no-v1)$|header-names-by-case|no-(request-id|errors)$/;

const limits = {
  dredd: [
    [clocks, 'it cannot wait or move a clock'],
    [atOnce, 'it sends one request after the other'],
    [methods, 'a method that is not documented has no transaction'],
    [mediaTypes, 'a media type that is not documented has no transaction'],
    [values, 'it compares the shape of a body, not its values'],
    [tokenLooks, 'it compares the shape of a body, not its values'],
    [headers, 'a header that the document does not show is not compared'],
    [sequence, 'each documented response is one transaction, sent once: a second session, a second logout or a second use has none'],
    [otherToken, 'a second reason for the same status has no transaction'],
    [crypto, 'a second reason for the same status has no transaction'],
    [otherRequest, 'a second request for the same status has no transaction'],
  ],
  respect: [
    [atOnce, 'steps run one after the other'],
    [/accepted-at-exp/, 'it cannot compute the very second'],
    [/key-swap|hs256/, 'it can neither take a token apart nor sign one'],
    [/alg-none/, 'it cannot rewrite the header of a token that was issued; a token written by hand belongs to no session'],
    [/signature-ignored/, 'it cannot change one character of a token that was issued; a longer one is refused for its length'],
    [/header-names-by-case/, 'its client writes the names of the headers in its own case'],
    [/text-plain-refused/, 'a token cannot be put into a JSON text that is sent as text/plain'],
  ],
  prism: [
    [methods, 'an answer to a method that is not documented is not checked'],
    [/malformed-body-accepted/, 'it answers a body that is no JSON itself'],
    [mediaTypes, 'a documented status to an undocumented media type is no violation'],
    [clocks, 'it does not know when a documented answer is due'],
    [atOnce, 'it does not know when a documented answer is due'],
    [sequence, 'it does not know when a documented answer is due'],
    [/any-password/, 'it does not know when a documented answer is due'],
    [otherToken, 'it does not know when a documented answer is due'],
    [crypto, 'it does not look into tokens, and does not know when an answer is due'],
    [tokenLooks, 'the document gives a token no pattern'],
    [values, 'the document gives values as examples, and examples are not checked'],
    [headers, 'a header that is not documented is not checked'],
    [otherRequest, 'it does not know when a documented answer is due'],
  ],
  conform: [],
};

/** Why a tool cannot express what a mutant breaks; undefined where it can. */
export const limitOf = (tool, mutant) => limits[tool].find(([pattern]) => pattern.test(mutant))?.[1];
