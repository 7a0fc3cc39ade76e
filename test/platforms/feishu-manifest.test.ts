import { describe, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { manifest } from "../../src/platforms/feishu/manifest.ts";

const { scopes, events, callbacks, menu, preset } = manifest(features);

describe("the app's configuration", () => {
  test("asks for no word that was not meant for the bot, and for nothing that costs money", () => {
    expect(scopes.tenant.filter((scope) => /group_msg\b|urgent|sms|phone/.test(scope))).toEqual([]);
    expect(scopes.user).toEqual([]);
    expect(scopes.tenant).toEqual([...scopes.tenant].sort());
  });

  test("has what buttons need, which is easily forgotten", () => {
    expect(callbacks.items).toEqual(["card.action.trigger"]);
    expect(preset).toBe(false);
    expect(events.items.tenant).toContain("im.message.receive_v1");
  });

  test("has a menu within Feishu's limits, Home first, every entry called after a command", () => {
    expect(menu.length).toBeLessThanOrEqual(3);
    expect(menu[0]).toEqual({ name: { zh_cn: "主页", en_us: "Home" }, event_key: "home" });
    const below = menu.flatMap(({ children = [] }) => children);
    expect(menu.every(({ children = [] }) => children.length <= 5)).toBe(true);
    expect(below.map(({ event_key }) => event_key)).toEqual(
      expect.arrayContaining(["visit", "stage", "care", "fee", "board", "approvals", "summary", "settings"]),
    );
    const commands = features.flatMap((feature) => feature.commands ?? []).map(({ name }) => name);
    expect(commands).toEqual(expect.arrayContaining(below.map(({ event_key }) => event_key)));
  });
});
