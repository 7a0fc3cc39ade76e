import type { Clock } from "../core/clock.ts";
import { type BackupPart, readBackup } from "../data/backup.ts";
import { writeBackup } from "../data/restore.ts";
import { checkFile, partsIn, writeFileOf } from "./backup-file.ts";

interface Told {
  print(line: string): void;
}

/** Everything in the database into one file, while the bot goes on. */
export const backup = async (
  url: string,
  { file, clock, print }: Told & { readonly file: string; readonly clock: Clock },
): Promise<void> => {
  await writeFileOf(file, telling(readBackup(url, clock.now()), print));
  print(`Everything is in ${file}: all that is known of customers and people, readable by whoever has the file.`);
  print("The tokens of Slack and Feishu are not in it: they are in the settings of the bot (.env).");
};

/** A backup into an empty database, all of it or nothing. */
export const restore = async (url: string, { file, print }: Told & { readonly file: string }): Promise<void> => {
  const { takenAt } = await checkFile(file);
  print(`${file} is whole; taken ${takenAt}.`);
  const { rows, tables } = await writeBackup(url, partsIn(file), print);
  print(`Restored: ${rows} rows in ${tables} tables, as they were.`);
};

/** From one database into another that is empty, without a file between. */
export const move = async (
  from: string,
  to: string,
  { clock, print }: Told & { readonly clock: Clock },
): Promise<void> => {
  const { rows, tables } = await writeBackup(to, readBackup(from, clock.now()), print);
  print(`Moved: ${rows} rows in ${tables} tables. The old database is as it was.`);
};

async function* telling(parts: AsyncIterable<BackupPart>, print: Told["print"]): AsyncGenerator<BackupPart> {
  for await (const part of parts) {
    yield part;
    if (part.kind === "closed" && part.count > 0) print(`${part.table}: ${part.count} rows`);
    if (part.kind === "end") print(`${part.rows} rows in ${part.tables} tables`);
  }
}
