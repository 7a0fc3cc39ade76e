import { z } from "zod";
import { clipLine } from "../../chat/clip.ts";
import type { Command } from "../../chat/feature.ts";
import { PortError, type PortFailure } from "../../chat/port.ts";
import type { Api } from "./api.ts";
import { codeOf } from "./errors.ts";

const URL = "/open-apis/application/v7/app_slash_commands";
/** What the panel takes for a name, and how much of a description. */
const NAME = /^[a-z0-9][a-z0-9_-]*$/;
const LONGEST = 100;

export type PanelCommand = Pick<Command, "name" | "about">;

const listed = z.object({
  items: z.array(z.object({ command_id: z.string(), command: z.string(), description: z.unknown() })).nullish(),
});

/** What the panel offers now. @throws PortError */
export const panelEntries = async (api: Api) => {
  const { data } = listed.safeParse(await api.request("Reading the slash panel", { method: "GET", url: URL }));
  return data?.items ?? [];
};

/** Of the commands those that the panel takes, by name. */
export const panelNames = (commands: readonly PanelCommand[]): readonly string[] =>
  commands.map(({ name }) => name).filter((name) => NAME.test(name));

/** Somebody else has added the command, or taken it away, since it was looked for. */
const MEANWHILE = 40_000_000;
/** Times that it is looked at anew; processes that start at once may meet more than once. */
const LOOKS = 3;

/**
 * Keeps what Feishu offers when "/" is typed in step with the commands there are. Only a help for those who type: without
 * it every command works all the same, so whatever goes wrong is for the log.
 */
export const keepPanel = async (api: Api, commands: readonly PanelCommand[]): Promise<void> => {
  const names = panelNames(commands);
  const wanted = commands.filter(({ name }) => names.includes(name));
  try {
    for (let look = 1; ; look++) {
      const refused = await allOf(await stepsTo(api, wanted));
      if (refused.length === 0) break;
      if (look === LOOKS || !refused.some((error) => codeOf(error) === MEANWHILE)) throw refused[0];
    }
    api.log.info({ commands: wanted.length }, "The slash panel is in step");
  } catch (error) {
    const remedy = (error instanceof PortError ? error.remedy : undefined) ?? AGAIN;
    api.log.warn({ err: error, remedy }, "The slash panel could not be kept in step; typed commands work without it");
  }
};

type Step = () => Promise<unknown>;

/** What lies between the panel and the commands that it should offer. @throws PortError */
const stepsTo = async (api: Api, wanted: readonly PanelCommand[]): Promise<readonly Step[]> => {
  const there = new Map((await panelEntries(api)).map((item) => [item.command, item]));
  const kept = wanted.flatMap(({ name, about }): Step[] => {
    const description = describe(about);
    const known = there.get(name);
    const data = { command: name, description };
    if (!known) return [() => api.request("Adding to the slash panel", { method: "POST", url: URL, data })];
    if (JSON.stringify(known.description) === JSON.stringify(description)) return [];
    const asked = { method: "PATCH", url: `${URL}/${known.command_id}`, data: { description } } as const;
    return [() => api.request("Changing the slash panel", asked)];
  });
  const gone = [...there.values()].filter(({ command }) => !wanted.some(({ name }) => name === command));
  const removed = gone.map(({ command_id: id }): Step => {
    const asked = { method: "DELETE", url: `${URL}/${id}` } as const;
    return () => api.request("Removing from the slash panel", asked);
  });
  return [...kept, ...removed];
};

/** Refusals that are about this one entry: the next may be taken all the same. */
const ITS_OWN: ReadonlySet<string> = new Set<PortFailure>(["gone", "invalid", "unknown"]);

/** Takes each step, whatever became of the one before. @returns the refusals @throws PortError that is about all of them */
const allOf = async (steps: readonly Step[]): Promise<readonly unknown[]> => {
  const refused: unknown[] = [];
  for (const step of steps)
    await step().catch((error: unknown) => {
      if (!(error instanceof PortError && ITS_OWN.has(error.failure))) throw error;
      refused.push(error);
    });
  return refused;
};

const AGAIN = "Start the bot again when Feishu answers as usual: it tries at each start.";

const describe = ({ zh, en }: PanelCommand["about"]) => ({
  default_value: clipLine(zh, LONGEST),
  i18n: { zh_cn: clipLine(zh, LONGEST), en_us: clipLine(en, LONGEST) },
});
