import { z } from "zod";
import { clipLine } from "../../chat/clip.ts";
import type { Command } from "../../chat/feature.ts";
import { PortError } from "../../chat/port.ts";
import type { Api } from "./api.ts";

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

/**
 * Keeps what Feishu offers when "/" is typed in step with the commands there are. Only a help for those who type: without
 * it every command works all the same, so whatever goes wrong is for the log.
 */
export const keepPanel = async (api: Api, commands: readonly PanelCommand[]): Promise<void> => {
  try {
    const there = new Map((await panelEntries(api)).map((item) => [item.command, item]));
    const names = panelNames(commands);
    const wanted = commands.filter(({ name }) => names.includes(name));
    for (const { name, about } of wanted) {
      const description = describe(about);
      const known = there.get(name);
      if (!known)
        await api.request("Adding to the slash panel", {
          method: "POST",
          url: URL,
          data: { command: name, description },
        });
      else if (JSON.stringify(known.description) !== JSON.stringify(description))
        await api.request("Changing the slash panel", {
          method: "PATCH",
          url: `${URL}/${known.command_id}`,
          data: { description },
        });
    }
    const gone = [...there.values()].filter(({ command }) => !wanted.some(({ name }) => name === command));
    for (const { command_id: id } of gone)
      await api.request("Removing from the slash panel", { method: "DELETE", url: `${URL}/${id}` });
    api.log.info({ commands: wanted.length, removed: gone.length }, "The slash panel is in step");
  } catch (error) {
    const remedy = (error instanceof PortError ? error.remedy : undefined) ?? AGAIN;
    api.log.warn({ err: error, remedy }, "The slash panel could not be kept in step; typed commands work without it");
  }
};

const AGAIN = "Start the bot again when Feishu answers as usual: it tries at each start.";

const describe = ({ zh, en }: PanelCommand["about"]) => ({
  default_value: clipLine(zh, LONGEST),
  i18n: { zh_cn: clipLine(zh, LONGEST), en_us: clipLine(en, LONGEST) },
});
