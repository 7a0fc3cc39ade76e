import { expect, test } from "vitest";
import { kindIn } from "../../src/domain/sheet-words.ts";

test.each<readonly [string, string | undefined]>([
  ...(["會議", "项目会议", "Kick-off meeting"] as const).map((said) => [said, "meeting"] as const),
  ...(["面談", "来访", "來訪", "拜会", "Face-to-face", "In-person", "On-site"] as const).map(
    (said) => [said, "visit"] as const,
  ),
  ...(["電話拜訪", "Phone-call"] as const).map((said) => [said, "call"] as const),
  ...(["郵件", "E-mail"] as const).map((said) => [said, "message"] as const),
  ...(["線上會議", "視頻拜訪"] as const).map((said) => [said, "online"] as const),
  ["碰头", undefined],
])("%s: %s", (said, kind) => {
  expect(kindIn(said)).toBe(kind);
});
