import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { roster } from "../../src/features/roster/index.ts";
import { team } from "../../src/features/team/index.ts";
import { withConversation } from "../support/conversation.ts";
import { listenToStatements } from "../support/statements.ts";

const house = withConversation({ features: [roster, team], at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });

test("thirty teams of a list are made in as many statements as two, each with an entry of its own", async () => {
  const making = async (called: string, count: number): Promise<number> => {
    const names = Array.from({ length: count }, (_, n) => `${called}${n + 1}组`);
    const mail = called === "多" ? "many" : "few";
    const list = names.map((name, n) => `${called}员${n}, ${mail}${n}@example.com, ${name}, 销售代表`).join("\n");
    const admin = house.person("林涛");
    await admin.presses({ action: "roster.begin", payload: {} });
    await admin.fills({ list }).submits();
    await admin.presses(`建这 ${count} 个团队`);
    const heard = listenToStatements();
    await admin.fills({ segment: { choose: house.company.segmentId } }).submits();
    const sent = heard();
    expect(admin.card.title).toBe(`将加入 ${count} 人`);
    const made = await db().team.findMany({ where: { name: { in: names } }, select: { id: true } });
    const subjects = made.map(({ id }) => `team:${id}`);
    expect(await db().auditEntry.count({ where: { what: "team.made", subject: { in: subjects } } })).toBe(count);
    return sent.length;
  };
  expect(await making("多", 30)).toBe(await making("少", 2));
});
