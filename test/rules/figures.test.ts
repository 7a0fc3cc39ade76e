import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isOfSegments, settingsOf } from "../../src/domain/settings.ts";
import { figureNamed, GROUPS, valueIn } from "../../src/features/figures/rules.ts";
import { filesOf } from "../architecture/source.ts";

const ORGANIZATION = "";
const SEGMENT = "◦";

/**
 * The figures of domain.md that an admin changes: where it names them, which may be a segment's own, what is delivered,
 * and the file that goes by them. What has no feature yet has no figure: advances (§8.4).
 */
const FIGURES: readonly (readonly [section: string, key: string, own: string, delivered: unknown, file: string])[] = [
  ["1", "accountHours", ORGANIZATION, 8, "newcomers/jobs"],
  ["3.3", "worth.currentPercentile", SEGMENT, 80, "worth/rules"],
  ["3.3", "worth.potentialPercentile", SEGMENT, 70, "worth/rules"],
  ["3.3", "worth.gradeA", ORGANIZATION, 80, "worth/rules"],
  ["3.3", "worth.gradeB", ORGANIZATION, 95, "worth/rules"],
  ["3.4", "handover.birthdayDays", ORGANIZATION, 60, "handover/public"],
  ["3.4", "handover.firstCallWorkingDays", ORGANIZATION, 3, "handover/handlers"],
  ["3.5", "undoHours", ORGANIZATION, 24, "handover/handlers"],
  ["4", "discipline.activityDays", SEGMENT, 30, "occasions/rules"],
  ["4", "discipline.logDaysPerWeek", SEGMENT, 5, "discipline/public"],
  ["4", "discipline.silentWeeks", SEGMENT, 2, "discipline/public"],
  ["5.3", "cycleWins", ORGANIZATION, 20, "pipeline/rules"],
  ["5.3", "cycleWinsAtLeast", ORGANIZATION, 5, "pipeline/rules"],
  ["5.3", "salesCycleDays", SEGMENT, 28, "pipeline/rules"],
  ["5.3", "warnWorkingDays", ORGANIZATION, 3, "pipeline/rules"],
  ["5.4", "meetingsPerWin", ORGANIZATION, 5, "reports/rules"],
  ["5.6", "stageWeights.opportunity", ORGANIZATION, 10, "reports/public"],
  ["5.6", "stageWeights.first_meeting", ORGANIZATION, 20, "reports/public"],
  ["5.6", "stageWeights.p25", ORGANIZATION, 25, "reports/public"],
  ["5.6", "stageWeights.p50", ORGANIZATION, 50, "reports/public"],
  ["5.6", "stageWeights.p90", ORGANIZATION, 90, "reports/public"],
  ["5.6", "summary.weekday", ORGANIZATION, 5, "friday/jobs"],
  ["5.6", "summary.time", ORGANIZATION, "17:00", "friday/jobs"],
  ["5.6", "summary.weeksBefore", ORGANIZATION, 4, "reports/public"],
  ["6.1", "birthdayDays", SEGMENT, [7, 3, 0], "occasions/public"],
  ["6.1", "cadenceWander", ORGANIZATION, 30, "occasions/rules"],
  ["6.1", "cardBirthdayDays", ORGANIZATION, 30, "portrait/public"],
  ["6.1", "restDays", ORGANIZATION, 14, "facts/handlers"],
  ["6.2", "cadence.high.call", SEGMENT, 14, "occasions/rules"],
  ["6.2", "cadence.high.visit", SEGMENT, 30, "occasions/rules"],
  ["6.2", "cadence.sub.call", SEGMENT, 21, "occasions/rules"],
  ["6.2", "cadence.sub.visit", SEGMENT, 45, "occasions/rules"],
  ["6.2", "cadence.latent.call", SEGMENT, 14, "occasions/rules"],
  ["6.2", "cadence.latent.visit", SEGMENT, 45, "occasions/rules"],
  ["6.2", "cadence.low.call", SEGMENT, 60, "occasions/rules"],
  ["6.2", "cadence.low.visit", SEGMENT, null, "occasions/rules"],
  ["6.3", "reminderTime", ORGANIZATION, "08:30", "reminders/store"],
  ["6.3", "reminderLines", ORGANIZATION, 12, "care/public"],
  ["6.3", "digestWorkingDays", ORGANIZATION, 3, "digest/jobs"],
  ["7.1", "service.answerMinutes", SEGMENT, 10, "cases/rules"],
  ["7.1", "service.solveHours", SEGMENT, 4, "cases/rules"],
  ["7.1", "service.callBackDays", SEGMENT, 3, "cases/rules"],
  ["7.1", "service.closeDays", SEGMENT, 7, "cases/rules"],
  ["3.3", "satisfaction.highCsi", SEGMENT, 80, "worth/cards"],
  ["7.2", "satisfaction.lowCsi", SEGMENT, 60, "../domain/satisfaction"],
  ["3.3", "satisfaction.veryLowCsi", SEGMENT, 40, "../domain/satisfaction"],
  ["3.3", "satisfaction.apostleFrom", SEGMENT, 9, "../domain/satisfaction"],
  ["7.2", "satisfaction.lowRecommend", SEGMENT, 6, "../domain/satisfaction"],
  ["3.3", "satisfaction.againstUpTo", SEGMENT, 2, "../domain/satisfaction"],
  ["3.3", "satisfaction.leavingFrom", SEGMENT, 2, "../domain/satisfaction"],
  ["3.3", "satisfaction.holdsDays", SEGMENT, 365, "worth/rules"],
  ["8.2", "fees.recipientYearlyCap", ORGANIZATION, "500000", "fees/rules"],
  ["8.2", "fees.singleItemCap", ORGANIZATION, "100000", "fees/rules"],
  ["8.2", "fees.cashAllowed", ORGANIZATION, false, "fees/rules"],
  ["8.3", "fees.executiveLimit", SEGMENT, "300000", "fees/rules"],
  ["8.5", "approvals.remindHours", SEGMENT, 4, "approvals/jobs"],
  ["8.5", "approvals.escalateHours", SEGMENT, 16, "approvals/jobs"],
  ["8.5", "approvals.urgeHours", ORGANIZATION, 4, "approvals/handlers"],
  ["8.5", "hours.from", ORGANIZATION, "09:00", "../domain/office"],
  ["8.5", "hours.pauseFrom", ORGANIZATION, "12:00", "../domain/office"],
  ["8.5", "hours.pauseTo", ORGANIZATION, "13:00", "../domain/office"],
  ["8.5", "hours.to", ORGANIZATION, "18:00", "../domain/office"],
];

describe("the figures of the domain", () => {
  test.each(FIGURES)("§%s %s %s", (_, key, own, delivered, file) => {
    expect(figureNamed(key), "a field of a form").toBeDefined();
    expect(isOfSegments(key)).toBe(own === SEGMENT);
    expect(valueIn(settingsOf({}), key)).toEqual(delivered);
    const [first = "", ...inner] = key.split(".");
    const name = ["cadence", "stageWeights", "summary"].includes(first) ? first : (inner.at(-1) ?? first);
    expect(readFileSync(`src/features/${file}.ts`, "utf8"), "goes by it").toMatch(new RegExp(`\\b${name}\\b`));
  });

  const sources = filesOf("src")
    .filter((file) => file.endsWith(".ts") && !/^src\/(data\/generated|sandbox)\/|^src\/domain\/settings/.test(file))
    .map((file) => [file, readFileSync(file, "utf8")] as const);
  /** `reminderTime: "08:30"`, `caps = 500_000n`: the name of a figure with the value it is delivered with. */
  const literal = (name: string, delivered: unknown): RegExp => {
    const digits = String(delivered).replace(/\d(?=\d)/g, "$&_?");
    const value = /^\d+$/.test(String(delivered)) ? `${digits}n?` : JSON.stringify(delivered).replace(/[[\]]/g, "\\$&");
    return new RegExp(`\\b${name}["']?\\s*[:=]\\s*${value.replaceAll(",", ",\\s*")}(?![\\w.])`);
  };

  test.each(FIGURES)("§%s %s stands nowhere else as a value of its own", (_, key, __, delivered) => {
    const name = key.split(".").at(-1) ?? key;
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.filter(([, text]) => literal(name, delivered).test(text)).map(([file]) => file)).toEqual([]);
  });

  test("would be found standing elsewhere", () => {
    expect(literal("reminderTime", "08:30").test('  reminderTime: "08:30",')).toBe(true);
    expect(literal("singleItemCap", "100000").test("const singleItemCap = 100_000n;")).toBe(true);
    expect(literal("birthdayDays", [7, 3, 0]).test("birthdayDays: [7, 3, 0]")).toBe(true);
    expect(literal("restDays", 14).test("restDays: 140")).toBe(false);
  });

  test("are those of the forms, and no others", () => {
    const inForms = Object.values(GROUPS).flatMap((group) => Object.keys(group));
    expect(FIGURES.map(([, key]) => key).sort()).toEqual(inForms.sort());
  });
});
