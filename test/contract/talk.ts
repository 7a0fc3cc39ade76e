import { DEMO_NEWCOMER, DEMO_PEOPLE, DEMO_TENANT } from "../../prisma/demo/people.ts";
import { accountOn } from "../../prisma/demo/sides.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";

export type PlatformName = "slack" | "feishu";

/** What people of the demo company do in front of either platform, in the words of both. */
export const talkIn = (house: RunningHouse) => {
  const person = (platform: PlatformName, key: string): Person => {
    const known = key === DEMO_NEWCOMER.handle ? DEMO_NEWCOMER : DEMO_PEOPLE.find((one) => one.key === key)!;
    return platform === "slack" ? house.slack.person(known.user) : house.feishu.person(accountOn(DEMO_TENANT, known));
  };
  const types = (who: Person, text: string) => (who.id.startsWith("ou_") ? who.say(text) : who.command(text));
  const newest = (who: Person, before: number, what: RegExp) =>
    who
      .messages()
      .slice(before)
      .findLast(({ text }) => what.test(text));

  /** Does what brings an answer, and reads that: what stood there before counts for nothing. */
  const brings = async (who: Person, doing: () => Promise<unknown>, answer: RegExp): Promise<Message> => {
    const before = who.messages().length;
    await doing();
    return house.until(who, () => newest(who, before, answer), `reads ${answer}`);
  };
  const asks = (who: Person, text: string, answer: RegExp) => brings(who, () => types(who, text), answer);

  /** The newest message there with that button: what a form said is taken over by the card it came from. */
  const offers = (who: Person, what: RegExp, button: string): Promise<Message> =>
    house.until(
      who,
      () =>
        who
          .messages()
          .findLast(({ text, buttons }) => what.test(text) && buttons.some(({ label }) => label === button)),
      `${what} with ${button}`,
    );

  /** Does what the card offers under that name, whether it stands on a button or in a menu. */
  const does = async (who: Person, on: Message, what: string): Promise<void> => {
    const menu = on.menus.find(({ options }) => options.some(({ label }) => label === what));
    if (menu) await who.choose(on, menu.id, what);
    else await who.press(on, what);
  };

  const opened = house.form;
  /** Fills in the form and sends it. */
  const answers = async (who: Person, values: Parameters<Person["fill"]>[0]): Promise<void> => {
    await opened(who);
    await who.fill(values);
    await who.submit();
  };

  /** What stands under the fields of the form, or on it where that is all a platform can, once it was refused. */
  const objects = (who: Person, what: RegExp) =>
    house.until(
      who,
      () =>
        who.form()?.lines.some((line) => what.test(line)) ||
        who.form()?.fields.some(({ error }) => what.test(error ?? "")),
      `an objection ${what}`,
    );
  const closed = (who: Person) => house.until(who, () => who.form() === undefined, "the form is closed");

  return { person, types, brings, asks, offers, does, opened, answers, objects, closed };
};
