import { expect } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message, Person } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "./house.ts";
import { formIn } from "./late-form.ts";

/** Where fees of 华东一组 are decided: in Feishu, and in Slack. */
export const GROUP = "华东一组-费用审批";
export const CHANNEL = "C0EASTFEES";
const PATIENCE = 20_000;

/** Fees asked for in Feishu, told apart by what they are for; their cards on both platforms. */
export const feishuFees = (house: RunningHouse) => {
  const db = () => from({ database: house.database.handle });
  const approvalOf = async (what: string) => {
    const { id: subjectId } = await feeOf(what);
    const include = { steps: { orderBy: { position: "asc" } }, events: { orderBy: { at: "asc" } } } as const;
    return db().approval.findFirstOrThrow({ where: { subjectId }, include });
  };
  const feeOf = (what: string) => db().fee.findFirstOrThrow({ where: { what } });
  const newest = (
    who: Person,
    where: string,
    { number, also }: { number: string; also: RegExp },
  ): Message | undefined =>
    who.messages({ in: where }).findLast(({ text }) => text.includes(number) && also.test(text));
  return {
    on: (who: string): Person => house.feishu.person(who),
    approvalOf,
    feeOf,
    /** What was done with the paper, in order. */
    eventsOf: async (what: string) => (await approvalOf(what)).events.map((event) => event.what),
    async file(what: string): Promise<void> {
      const li = house.feishu.person("liwei");
      await li.say(`/fee 华信 30 ${what} 李明`);
      await house.form(li);
      await li.submit();
      await formIn(house.feishu, li, /结论/);
      await li.submit();
      await expect.poll(() => db().fee.count({ where: { what } }), { timeout: PATIENCE }).toBe(1);
    },
    async card(who: Person, what: string, also: RegExp = /./): Promise<Message> {
      const { number } = await feeOf(what);
      const look = () => newest(who, GROUP, { number, also });
      return house.feishu.until(look, { what: `${what} ${also}`, within: PATIENCE });
    },
    async cardInSlack(what: string, also: RegExp = /./): Promise<Message> {
      const { number } = await feeOf(what);
      const look = () => newest(house.person("U0ZHAOMIN"), CHANNEL, { number, also });
      return house.slack.until(look, { what: `${what} ${also} in Slack`, within: PATIENCE });
    },
    /** Nothing waits to be delivered any more. */
    settled: () =>
      expect
        .poll(() => db().outgoingMessage.count({ where: { state: { in: ["pending", "sending"] } } }), {
          timeout: PATIENCE,
        })
        .toBe(0),
  };
};
