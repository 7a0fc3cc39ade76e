import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UNDO_HOURS, undoableSince, undoEnds } from "../../src/domain/undoing.ts";

test("what was done at a moment can be taken back for as long as is said, to the millisecond", () => {
  const at = new Date("2026-11-23T09:00:00Z");
  expect(undoEnds(at)).toEqual(new Date("2026-11-24T09:00:00Z"));
  expect(undoableSince(undoEnds(at))).toEqual(at);
  expect(undoEnds(at).getTime() - at.getTime()).toBe(UNDO_HOURS * 3_600_000);
});

test("no text and no rule of a feature has that time of its own", () => {
  const files = readdirSync("src/features", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(200);
  const own = files.filter((file) =>
    /24 (hours|小时)|24 \* 3_600_000/.test(readFileSync(`src/features/${file}`, "utf8")),
  );
  expect(own).toEqual([]);
});
