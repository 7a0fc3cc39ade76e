import { describe, expect, test, vi } from "vitest";
import { from } from "../../src/data/client.ts";
import { HOSTILE } from "../support/hostile-texts.ts";
import { withHouse } from "../support/house.ts";

/** Hostile words through the whole house: the real SDK, and a workspace that refuses what Slack refuses. */
const house = withHouse();
const db = () => from({ database: house.database.handle });
const CHANNEL = "C0EASTFEES";
/** So many posts into one channel have to wait now and then, and are sent again. */
const WAITS = "ratelimited";

const some = [
  "a call to everybody",
  "mentions and channels",
  "links",
  "markup",
  "quotes",
  "reversed and hidden",
  "NUL and halves",
  "only emoji",
  "ten thousand characters",
  "families without end",
];
/** Slack's own fields count as JavaScript does. */
const cut = (text: string, most: number) => text.slice(0, most);
const form = (person: ReturnType<typeof house.person>) =>
  house.slack.until(() => person.form(), { what: `a form of ${person.name}` });

const soon = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000, interval: 100 });

describe.each(some.map((name, index) => [name, HOSTILE[name] ?? "", index] as const))("%s", (_, text, index) => {
  test("visit, talk, customer, fee and rejection", async () => {
    const [li, zhao] = [house.person("U0LIWEI"), house.person("U0ZHAOMIN")];
    const answers = async (count: number) =>
      house.slack.until(() => (li.messages().length > count || li.form() ? true : undefined), { what: "an answer" });
    const before = li.messages().length;
    await li.command(`/visit 宏达 谈了 ${cut(text, 3000)}`);
    await answers(before);
    if (li.form()) await li.close({ all: true });
    await li.say(cut(text, 4000));
    await house.slack.quiet();
    if (li.form()) await li.close({ all: true });

    await li.command("/customer new");
    await form(li);
    await li.fill({ 名称: `客${index}${cut(text, 60)}`, 联系人: `王${cut(text, 30)}` });
    const made = li.messages().length;
    await li.submit();
    await house.slack.until(() => li.messages().length > made || li.form()?.fields.some(({ error }) => error), {
      what: "a customer or a reason",
    });
    if (li.form()) await li.close({ all: true });

    await li.command("/fee 华信 100 茶 李明");
    await form(li);
    await li.fill({ 用在什么上: `茶${index}茶${cut(text, 80)}` });
    await li.submit();
    await house.slack.until(() => li.form()?.lines.some((line) => line.includes("结论")), { what: "the judgement" });
    await li.submit();
    const fee = await soon(() => db().fee.findFirstOrThrow({ where: { what: { startsWith: `茶${index}茶` } } }));
    const card = await house.slack.until(
      () => zhao.messages({ in: CHANNEL }).findLast(({ text: said }) => said.includes(fee.number)),
      { what: "its card", within: 60_000 },
    );
    await house.slack.until(
      () => zhao.messages({ in: CHANNEL, thread: card }).find((line) => line.text.includes("内勤")),
      {
        what: "who is next",
        within: 60_000,
      },
    );
    await zhao.say(`驳回 ${cut(text, 400)}`, { in: CHANNEL, thread: card });
    await soon(() => db().approval.findFirstOrThrow({ where: { subjectId: fee.id, state: "rejected" } }));
    await li.openHome();
    await house.slack.quiet();
  });
});

describe("afterwards", () => {
  test("Slack refused nothing, everything was answered, and nobody was called or linked to", async () => {
    const refused = house.slack.calls.filter(({ result }) => result.ok === false && result.error !== WAITS);
    expect(refused.map(({ method, result }) => `${method}: ${JSON.stringify(result)}`)).toEqual([]);
    const missed = house.slack.deliveries.filter(({ outcome }) => outcome !== "answered");
    expect(missed.map(({ type, outcome }) => `${type}: ${outcome}`)).toEqual([]);
    const written = house.slack.calls.filter(({ method }) => /^(chat|views)\./.test(method));
    expect(written.length).toBeGreaterThan(20);
    for (const { args } of written) {
      const sent = JSON.stringify(args);
      expect(sent).not.toMatch(/"type":"(?:mrkdwn|link|broadcast|usergroup|channel)"/);
      expect(String(args.text ?? "")).not.toMatch(/<[!#]|<@U0LINTAO|<https?:/);
    }
  });
});
