// node main.js API BASE-URL: goes through a session with the generated client and prints the steps as JSON.
import * as bankezy from "./bankezy.js";
import * as fincode from "./fincode.js";
import * as nethesis from "./nethesis.js";
import * as rinne from "./rinne.js";
import * as sig from "./sig.js";
import type { Steps } from "./steps.js";

declare const process: { argv: string[]; stdout: { write(text: string): void } };

const programs: Record<string, { run(base: string): Promise<Steps> }> = { bankezy, fincode, nethesis, rinne, sig };
const [, , api = "", base = ""] = process.argv;
const program = programs[api];
if (program === undefined) throw new Error(`"${api}" is none of ${Object.keys(programs).join(", ")}.`);
process.stdout.write(JSON.stringify(await program.run(base)));
