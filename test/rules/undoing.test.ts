import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsOf } from "../../src/domain/settings.ts";
import { undoableSince, undoEnds } from "../../src/domain/undoing.ts";

test("what was done at a moment can be taken back for as many hours as the figure says, 24 by itself", () => {
  const at = new Date("2026-11-23T09:00:00Z");
  const { undoHours } = settingsOf({});
  expect(undoEnds(at, undoHours)).toEqual(new Date("2026-11-24T09:00:00Z"));
  expect(undoEnds(at, settingsOf({ undoHours: 48 }).undoHours)).toEqual(new Date("2026-11-25T09:00:00Z"));
  expect(undoableSince(undoEnds(at, 48), 48)).toEqual(at);
  for (const hours of [0, 169, 1.5]) expect(() => settingsOf({ undoHours: hours })).toThrow();
});

test("no feature has that time of its own, in a rule or a text", () => {
  const files = readdirSync("src/features", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(200);
  const own = files.filter((file) =>
    /24 (hours|小时)|24 \* 3_600_000/.test(readFileSync(`src/features/${file}`, "utf8")),
  );
  expect(own).toEqual([]);
});
