import { expect, test } from "vitest";
import { calledBy, cardEvent } from "../../src/platforms/feishu/card-event.ts";
import { renderAnswer, renderCard } from "../../src/platforms/feishu/render-card.ts";
import { renderHome } from "../../src/platforms/feishu/render-home.ts";
import { card } from "./feishu-bot.ts";

const nobody = () => undefined;
const button = (label: string) => ({ label, press: { action: "trial.do", payload: { label } } });

test("what a button or an entry of a menu carries comes back as it was, with the chat that the card is for", () => {
  const event = (action: object) =>
    cardEvent.parse({
      tenant_key: "t",
      operator: {},
      action,
      context: { open_message_id: "om_1", open_chat_id: "oc_1" },
    });
  const both = card("T", { buttons: [button("A")], menu: [button("B")] });
  const calledIn = (drawn: object) => {
    const found: object[] = [];
    JSON.stringify(drawn, (_, value) => {
      if (value?.tag === "button") found.push({ tag: "button", value: value.behaviors[0].value });
      if (value?.tag === "overflow")
        found.push({ tag: "overflow", value: { menu: 1 }, option: value.options[0].value });
      return value;
    });
    return found.map((action) => calledBy(event(action)));
  };
  const place = { platform: "feishu", workspace: "t", place: "oc_1" } as const;
  const cases = [
    { drawn: renderCard(both), home: false, chat: "" },
    { drawn: renderCard(both, { chat: "oc_1" }), home: false, chat: "oc_1" },
    { drawn: renderAnswer(both, { place: { ...place, kind: "group" } }), home: false, chat: "oc_1" },
    { drawn: renderAnswer(both, { place: { ...place, kind: "direct" } }), home: false, chat: "oc_1" },
    { drawn: renderHome([both], nobody), home: true, chat: "" },
    { drawn: renderHome([both], nobody, "oc_1"), home: true, chat: "oc_1" },
  ];
  for (const { drawn, home, chat } of cases)
    expect(calledIn(drawn)).toEqual(
      ["A", "B"].map((label) => ({ action: "trial.do", payload: JSON.stringify({ label }), home, chat })),
    );
  expect(calledBy(event({ tag: "overflow", option: "not json" }))).toBeUndefined();
  expect(calledBy(event({ tag: "button", value: "text" }))).toBeUndefined();
});
