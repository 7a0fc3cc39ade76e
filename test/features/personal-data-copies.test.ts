import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";

const house = withConversation({ features, at: "2026-11-25T15:00:00+08:00" });
const db = () => from({ database: house.database.handle });

const erases = async (id: string, name: string) => {
  const wang = house.person("王芳");
  await wang.presses({ action: "personalData.begin", payload: { id } });
  await wang.fills({ name, why: "来信要求" }).submits();
  expect(wang.card.tone).toBe("done");
  for (const job of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id: job.id });
  expect(await db().scrubbing.count()).toBe(0);
};

/** Every text of the copies by its path: "0.card.buttons.0.look". */
const copies = async (): Promise<Map<string, string>> => {
  const cards = (await db().outgoingMessage.findMany({ orderBy: { id: "asc" } })).map(({ card }) => card);
  const outcomes = (await db().delivery.findMany({ orderBy: { id: "asc" } })).map(({ outcome }) => outcome);
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") found.set(path, value);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  walk([...cards, ...outcomes], "");
  return found;
};

test("of somebody called as our own words are, copies lose what people read and still look and do as they did", async () => {
  const customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  const id = await makeContact(house, customer, { name: "button" });
  const li = house.person("李伟");
  await li.presses({ action: "contacts.edit", payload: { id } });
  await li.fills({ handle: "primary", likes: "text" }).submits();
  await li.types("/visit 宏达机电 button 谈了续约，微信 primary");
  await house.person("王芳").types("/task @李伟 宏达机电 周五前给 button 送样品，微信 primary");
  await house.delivers();
  const before = await copies();
  const named = [...before].filter(([, text]) => /\b(?:button|primary)\b/.test(text));
  const looks = named.filter(([path]) => path.endsWith(".look"));
  expect(looks.length).toBeGreaterThan(0);
  expect(named.length).toBeGreaterThan(looks.length);
  await erases(id, "button");
  const after = await copies();
  const kept = [...before.keys()].filter((path) => after.has(path));
  expect(kept).toEqual([...before.keys()]);
  expect([...after].filter(([, text]) => /\b(?:button|primary)\b/.test(text)).map(([path]) => path)).toEqual(
    expect.arrayContaining(looks.map(([path]) => path)),
  );
  const changed = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
  expect(changed.filter((path) => /\.(?:look|tone|kind|action|formId|id)$/.test(path))).toEqual([]);
  const left = [...after].filter(([path, text]) => before.has(path) && !path.endsWith(".look") && /primary/.test(text));
  expect(left).toEqual([]);
});
