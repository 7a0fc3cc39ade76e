// node src/launch.mjs PROGRAM.ts […]: bundles a program and runs it, in less time and memory than a loader needs that
// translates file by file. The bundle is kept beside the packages it imports, under a name made of its content: one that
// did not change since `npm ci` (which calls this with --only-bundle PROGRAM.ts …) needs no folder it may write to.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { decode, encode } from "@jridgewell/sourcemap-codec";
import { build, stop } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const KEPT = path.join(ROOT, "node_modules/.cache/rapport");
/** Bundles of programs that changed since: some may still run. */
const KEPT_AT_MOST = 12;

/** Where a source file is, as the file itself would say: seen from its bundle, wherever the whole lies. */
const placesOfSources = {
  name: "places-of-sources",
  setup(building) {
    building.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const place = path.relative(path.join(KEPT, "bundle"), file).split(path.sep).join("/");
      const there = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
      return { loader: "ts", contents: text.replaceAll("import.meta.url", there) };
    });
  },
};

/** The bundle's files. @throws when the program does not build. */
const bundle = async (program) => {
  const { outputFiles } = await build({
    entryPoints: { program },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    sourcemap: "linked",
    sourcesContent: false,
    write: false,
    outdir: path.join(KEPT, "bundle"),
    outExtension: { ".js": ".mjs" },
    plugins: [placesOfSources],
    logLevel: "error",
    absWorkingDir: ROOT,
  });
  return outputFiles.map(({ path: file, contents }) => ({ name: path.basename(file), contents }));
};

const nameOf = (files) => {
  const hash = createHash("sha256");
  for (const { name, contents } of files) hash.update(name).update(contents);
  return hash.digest("hex").slice(0, 16);
};

/**
 * A map that knows lines only. Node keeps every place of it in memory from the first error on: in full it is 25 MB, and a
 * line of our sources is short enough to be looked at.
 */
const linewise = (contents) => {
  const { mappings, ...map } = JSON.parse(Buffer.from(contents).toString());
  const lines = decode(mappings).map((places) => places.filter(({ length }) => length > 1).slice(0, 1));
  return JSON.stringify({ ...map, mappings: encode(lines) });
};

const isThere = (file) => stat(file).then(Boolean, () => false);

/** Puts the files there in one step: another start may be at it too. */
const keep = async (files, place) => {
  const making = await mkdir(KEPT, { recursive: true })
    .then(() => mkdtemp(path.join(KEPT, "making-")))
    .catch((error) => {
      throw new Error(
        `The program has changed, and its bundle cannot be written: ${error.message}. ` +
          `Once run "npm ci" as someone who may write there.`,
      );
    });
  for (const { name, contents } of files)
    await writeFile(path.join(making, name), name.endsWith(".map") ? linewise(contents) : contents);
  await rename(making, place).catch(async (error) => {
    await rm(making, { recursive: true, force: true });
    if (!(await isThere(place))) throw error;
  });
  await clear();
};

const clear = async () => {
  const found = (await readdir(KEPT)).map((name) => path.join(KEPT, name));
  const dated = await Promise.all(
    found.map(async (folder) => ({
      folder,
      at: await stat(folder).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  const old = dated.sort((a, b) => b.at - a.at).slice(KEPT_AT_MOST);
  for (const { folder } of old) await rm(folder, { recursive: true, force: true });
};

/** The folder of the program's bundle. */
const bundled = async (program) => {
  const files = await bundle(program);
  const place = path.join(KEPT, nameOf(files));
  if (!(await isThere(place))) await keep(files, place);
  return place;
};

const [first, ...others] = process.argv.slice(2);
if (first === "--only-bundle") {
  for (const program of others) await bundled(path.resolve(program));
  await stop();
} else {
  const program = path.resolve(first);
  const place = await bundled(program);
  await stop();
  process.argv.splice(1, 2, program);
  await import(pathToFileURL(path.join(place, "program.mjs")).href);
}
