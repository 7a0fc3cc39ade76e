import { describe, expect, test } from "vitest";
import type { CardJson } from "../../src/platforms/feishu/card-json.ts";
import { known } from "../../src/platforms/feishu/card-known.ts";
import { renderCard } from "../../src/platforms/feishu/render-card.ts";
import { validateCard } from "../../src/sandbox/feishu/cards/validate.ts";
import { card } from "./feishu-bot.ts";

const button = (label: string, more = {}) => ({ label, press: { action: "trial.do", payload: { label } }, ...more });

describe("a property that Feishu does not know, though it came with a spread that no type sees", () => {
  const sound = renderCard(
    card("T", {
      facts: [{ label: "a", value: "b" }],
      buttons: [button("Go")],
      menu: [button("More")],
      chart: { kind: "bar", title: "C", categories: ["a"], series: [{ name: "s", values: [1] }] },
    }),
  );
  const spec = ["body", "elements", String(sound.body.elements.findIndex(({ tag }) => tag === "chart")), "chart_spec"];
  /** The card with something planted beside what stands there. */
  const planted = (path: readonly string[], more: object): CardJson => {
    const copy: CardJson = structuredClone(sound);
    const place = path.reduce<unknown>((part, key) => Reflect.get(Object(part), key), copy);
    Object.assign(Object(place), more);
    return copy;
  };

  test.each([
    [["body", "elements", "0"], { corner_radius: "5px" }, /unknown property: \w+\.corner_radius/],
    [["header"], { ud_icon: {} }, /card\.header\.ud_icon/],
    [["config"], { streaming_mode: true }, /card\.config\.streaming_mode/],
    [["header", "title"], { i18n: {} }, /plain_text\.i18n/],
    [["body", "elements", "0"], { tag: "note" }, /unknown part: note/],
    [spec, { media: [] }, /chart\.chart_spec\.media/],
    [[...spec, "label"], { position: "top" }, /chart_spec\.label\.position/],
    [[...spec, "data", "0", "values", "0"], { colour: "red" }, /chart_spec\.data\.values\.colour/],
  ])("is never sent: %j", (path, more, what) => {
    expect(known(sound)).toBe(sound);
    expect(() => known(planted(path, more))).toThrow(what);
  });

  test("is none in what is ours: what a button carries, what lies in a table", () => {
    const anything = { note: { tag: "anything" } };
    const drawn = renderCard(
      card("T", { buttons: [button("Go", { press: { action: "trial.do", payload: anything } })] }),
    );
    expect(validateCard(JSON.stringify(drawn))).toBeUndefined();
  });
});
