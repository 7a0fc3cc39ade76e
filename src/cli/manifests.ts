import { mkdir, readFile, writeFile } from "node:fs/promises";
import { envExample } from "../config.ts";
import { features } from "../features/index.ts";
import { manifest as feishuManifest } from "../platforms/feishu/manifest.ts";
import { manifest } from "../platforms/slack/manifest.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What is made from the feature list and the configuration, by file. */
const made = (): Readonly<Record<string, string>> => ({
  "manifests/slack.socket.json": json(manifest(features, "socket")),
  "manifests/slack.http.json": json(manifest(features, "http")),
  "manifests/feishu.json": json(feishuManifest(features)),
  ".env.example": envExample(),
});

/** What is committed is not what would be made now. */
export class OutOfDate extends Error {
  override name = "OutOfDate";
}

/** Writes the files, or with `check` only compares. @throws OutOfDate that names the files that are out of date. */
export const writeManifests = async ({
  check,
  print,
}: {
  check: boolean;
  print(line: string): void;
}): Promise<void> => {
  const stale: string[] = [];
  await mkdir("manifests", { recursive: true });
  for (const [file, content] of Object.entries(made())) {
    const there = await readFile(file, "utf8").catch(() => undefined);
    if (there === content) continue;
    stale.push(file);
    if (!check) await writeFile(file, content);
  }
  if (check && stale.length > 0)
    throw new OutOfDate(`Out of date: ${stale.join(", ")}. Run npm run rapport -- manifests.`);
  print(stale.length === 0 ? "Everything is up to date." : `Written: ${stale.join(", ")}`);
};
