// node uploads.js MOCK SERVER: calls every operation with the generated client, at the mock and at a server that tells what arrived, and prints as JSON what came of it.
import { ApiException, UploadsClient, type FileParameter, type Pet } from "../Specs/uploads/uploads-client.js";

declare const process: { argv: string[]; stdout: { write(text: string): void } };

const [, , mock = "", server = ""] = process.argv;
const at = { mock: new UploadsClient(mock), server: new UploadsClient(server) };
const file = (name: string, ...bytes: number[]): FileParameter => ({ data: new Blob([new Uint8Array(bytes)]), fileName: name });
const filter = { name: "a&b", tags: ["x", "y=z"], open: true, kind: "a" } as const;

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "no refusal";
  } catch (error) {
    return ApiException.isApiException(error) ? `${error.status}` : `${(error as Error).message}`;
  }
}

// A union tells its types apart by the member that the document names.
const lives = (pet: Pet): string => ("lives" in pet ? `${pet.lives} lives` : `barks ${pet.barks}`);

process.stdout.write(
  JSON.stringify({
    least: typeof (await at.mock.upload(file("a.bin", 1), "T")).id,
    most: typeof (await at.mock.upload(file("a.bin", 1), "T", "note", [file("b.bin", 2), file("c.bin", 3)], "b", 3)).id,
    optional: await outcomeOf(at.mock.avatar()),
    found: (await at.mock.search("s1", { ...filter, tags: [...filter.tags] }, { limit: 3 }, "de")).length > 0,
    saved: typeof lives(await at.mock.savePet({ kind: "dog", barks: true })),
    left: await outcomeOf(at.mock.logout()),
    // @ts-expect-error The file is required, and tsc knows it.
    missing: await outcomeOf(at.mock.upload(undefined, "T")),
    // @ts-expect-error Only the values of the contract are there.
    value: await outcomeOf(at.mock.upload(file("a.bin", 1), "T", "note", [], "c")),
    // @ts-expect-error A member of the wrong type.
    member: await outcomeOf(at.mock.search("s1", { open: "perhaps" })),
    // @ts-expect-error None of the union.
    union: await outcomeOf(at.mock.savePet({ kind: "cow", milk: 3 })),
    cookie: await outcomeOf(new UploadsClient(mock, { fetch: (url, init) => fetch(url, { ...init, headers: { Accept: "application/json" } }) }).search("s1")),
    arrived: (await at.server.upload(file("a b.bin", 0, 13, 10, 255), "Ä title", undefined, [file("b.bin", 254), file("c.bin")], "b", 3)).id,
    asked: (await at.server.search("s 1;ä", { ...filter, tags: [...filter.tags] }, { limit: 3 }, "de")).map((pet) => pet.kind),
    given: lives(await at.server.savePet({ kind: "cat", lives: 9 })),
    redirected: await outcomeOf(at.server.logout()),
  }),
);
