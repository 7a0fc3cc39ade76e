import { expect, test } from "vitest";
import { renderCard } from "../../src/platforms/feishu/render-card.ts";
import { card } from "./feishu-bot.ts";

const shortness = (value: string, label = "客户") => {
  const [first] = renderCard(card("T", { facts: [{ label, value }] })).body.elements;
  return first?.tag === "div" ? first.fields?.map(({ is_short }) => is_short) : undefined;
};

test.each<[string, string, boolean]>([
  ["nine Chinese characters", "宏达机电设备总公司", true],
  ["one more, which a phone would wrap", "上海宏达机电设备公司", false],
  ["more than eighteen Latin letters", "Harbour Machine Tools", false],
  ["an amount", "¥1,200", true],
])("a fact of %s stands beside another only where a column of a phone holds it", (_, value, short) =>
  expect(shortness(value)).toEqual([short]),
);

test("a fact with a long label takes the whole row as well", () =>
  expect(shortness("是", "客户有没有答应在年底以前回复")).toEqual([false]));
