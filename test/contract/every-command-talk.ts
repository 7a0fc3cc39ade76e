import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { type PlatformName, talkIn } from "./talk.ts";

const COMMANDS = features.flatMap(({ commands = [] }) => commands.map(({ name }) => name));
const APOLOGY = /R-[A-Z2-9]{6}/;

/** Too many at once: the message goes when Slack says that it may. */
const WAITED_OUT = "ratelimited";

/** Nobody who types a command is left without an answer, and the platform refuses nothing of what they are shown. */
export const everyCommandTalk = (house: RunningHouse): void => {
  const { person, types } = talkIn(house);
  const db = () => from({ database: house.database.handle });
  const refused = (platform: PlatformName): string[] =>
    platform === "slack"
      ? house.slack.calls
          .filter(({ result }) => !result.ok && result.error !== WAITED_OUT)
          .map(({ method, result }) => `${method} ${result.error}`)
      : house.feishu.calls
          .filter(({ status, result }) => status >= 400 || (result.code ?? 0) !== 0)
          .map(({ api, result }) => `${api} ${JSON.stringify(result)}`);

  const isAnswered = async (who: Person, name: string): Promise<void> => {
    const said = () => who.messages().filter(({ by }) => by.isBot);
    const before = said().length;
    await types(who, `/${name}`);
    await house.until(who, () => who.form() ?? said().length > before, `an answer to /${name}`);
    expect(said().at(-1)?.text ?? "", name).not.toMatch(APOLOGY);
    if (who.form()) await who.close({ all: true });
  };

  test.each(["slack", "feishu"] as const)(
    "every command is answered on %s, in both languages, and every form it opens can be put away",
    async (platform) => {
      const before = refused(platform).length;
      const speaks = (key: string, language: "en" | "zh") =>
        db().member.updateMany({ where: { name: person(platform, key).name }, data: { language } });
      await speaks("wangfang", "en");
      // At the same time, as each person has a pace of their own.
      const walks = ["liwei", "wangfang", "lintao"].map(async (key) => {
        for (const name of COMMANDS) await isAnswered(person(platform, key), name);
      });
      await Promise.all(walks);
      await speaks("wangfang", "zh");
      expect(refused(platform).slice(before)).toEqual([]);
    },
  );
};
