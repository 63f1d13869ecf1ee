// Verifies and decrypts tokens with the published key set, by a library that knows nothing of the mock.
// Reads {"keys": JWK set, "tokens": [compact token, …]} from standard input and writes the claims of each as a JSON array.
import { compactDecrypt, createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const { keys, tokens } = JSON.parse(input);

const claims = [];
for (const token of tokens) {
  if (token.split('.').length === 5) {
    const header = decodeProtectedHeader(token);
    const jwk = keys.keys.find(key => key.kid === header.kid && key.alg === header.enc);
    const { plaintext } = await compactDecrypt(token, await importJWK(jwk, header.enc));
    claims.push(JSON.parse(new TextDecoder().decode(plaintext)));
  } else {
    const header = decodeProtectedHeader(token);
    const jwk = keys.keys.find(key => key.kid === header.kid && key.alg === header.alg);
    const key = jwk.kty === 'oct' ? await importJWK(jwk, jwk.alg) : createLocalJWKSet(keys);
    claims.push((await jwtVerify(token, key)).payload);
  }
}
process.stdout.write(JSON.stringify(claims));
