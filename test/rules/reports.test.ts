import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dateIn, daysBetween, plainDate, weekday, zone } from "../../src/core/dates.ts";
import { currency, money } from "../../src/core/money.ts";
import { calendarOf, isWorkingDay } from "../../src/domain/calendar.ts";
import {
  dueSummary,
  forecast,
  fridayOf,
  meetingsPerWin,
  meetingsToGo,
  perWeek,
  postingDay,
  weekOf,
} from "../../src/features/reports/rules.ts";
import { sayWeek } from "../../src/features/summary/texts.ts";

const CNY = currency("CNY");
const cny = (minor: bigint) => money(minor, CNY);
const china = calendarOf("CN");
const schedule = (where: string) => ({ zone: zone(where), calendar: china, weekday: 5, time: "17:00" });
const anyDay = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(plainDate("2026-01-01"), offset));

describe("the week", () => {
  test("every day belongs to the Friday on or after it; the week before it is Friday to Thursday", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const friday = fridayOf(day, 5);
        const { from, to } = weekOf(friday);
        return (
          weekday(friday) === 5 &&
          daysBetween(day, friday) < 7 &&
          friday >= day &&
          weekday(from) === 5 &&
          daysBetween(from, to) === 6
        );
      }),
    );
  });

  test.each([
    ["2026-11-20", "11月20日–26日", "20–26 Nov"],
    ["2026-11-27", "11月27日 – 12月3日", "27 Nov – 3 Dec"],
  ])("from %s", (from, zh, en) => {
    const week = { from: plainDate(from), to: addDays(plainDate(from), 6) };
    expect(sayWeek(week, "zh", plainDate("2026-11-27"))).toBe(zh);
    expect(sayWeek(week, "en", plainDate("2026-11-27"))).toBe(en);
  });
});

describe("when a summary is due", () => {
  test.each([
    ["2026-11-27T16:59:00+08:00", "2026-11-20", true],
    ["2026-11-27T17:00:00+08:00", "2026-11-27", false],
    ["2026-11-27T17:30:00+08:00", "2026-11-27", false],
    ["2026-11-29T09:00:00+08:00", "2026-11-27", true],
    ["2026-12-03T23:59:00+08:00", "2026-11-27", true],
    ["2026-10-02T17:00:00+08:00", "2026-10-02", true],
    ["2026-09-30T17:00:00+08:00", "2026-10-02", false],
  ])("at %s: the one of %s, late: %s", (now, friday, late) => {
    expect(dueSummary(new Date(now), schedule("Asia/Shanghai"))).toMatchObject({ friday, late });
  });

  test("17:00 is the team's own", () => {
    const now = new Date("2026-11-27T17:00:00+08:00");
    expect(dueSummary(now, schedule("Europe/Berlin"))).toMatchObject({ friday: "2026-11-20" });
    expect(dueSummary(new Date("2026-11-27T17:00:00+01:00"), schedule("Europe/Berlin"))).toMatchObject({
      friday: "2026-11-27",
      late: false,
    });
  });

  test("a holiday Friday's comes on the working day before, never a week early", () => {
    expect(postingDay(plainDate("2026-05-01"), china)).toBe("2026-04-30");
    expect(postingDay(plainDate("2026-11-27"), china)).toBe("2026-11-27");
    fc.assert(
      fc.property(anyDay, (day) => {
        const friday = fridayOf(day, 5);
        const posted = postingDay(friday, china);
        return (
          posted <= friday &&
          daysBetween(posted, friday) < 7 &&
          (posted === friday || isWorkingDay(china, posted).value)
        );
      }),
    );
  });

  test("as time goes on the due one only moves forward, a week at a time", () => {
    const start = new Date("2026-01-09T09:00:00Z").getTime();
    const hours = fc.integer({ min: 0, max: 300 * 24 });
    fc.assert(
      fc.property(hours, (hour) => {
        const at = (offset: number) => new Date(start + (hour + offset) * 3_600_000);
        const [now, next] = [
          dueSummary(at(0), schedule("Asia/Shanghai")),
          dueSummary(at(1), schedule("Asia/Shanghai")),
        ];
        if (!now || !next) return false;
        const step = daysBetween(now.friday, next.friday);
        return (step === 0 || step === 7) && now.at <= at(0) && dateIn(zone("Asia/Shanghai"), now.at) <= now.friday;
      }),
    );
  });
});

describe("the forecast and what is left to do", () => {
  const weights = { opportunity: 10, first_meeting: 20, p25: 25, p50: 50, p90: 90 };
  test("won counts whole, open by its weight, rounded once; other currencies stay out", () => {
    const open = [
      { stage: "p90", amount: cny(101n) },
      { stage: "p50", amount: cny(1n) },
      { stage: "p25", amount: cny(3n) },
      { stage: "p90", amount: money(1_000_000n, currency("USD")) },
    ] as const;
    expect(forecast(cny(1000n), open, weights)).toEqual(cny(1092n));
    expect(forecast(cny(0n), [], weights)).toEqual(cny(0n));
  });

  test.each([
    ["as many wins as the gap takes, rounded up", 28n, 2, 31n, 8, 16],
    ["one win is enough", 10n, 2, 31n, 8, 8],
    ["no gap", 0n, 2, 31n, 8, undefined],
    ["no wins to measure by", 10n, 0, 0n, 8, undefined],
  ])("%s", (...[, gap, count, sum, perWin, meetings]) => {
    expect(meetingsToGo(cny(gap), { count, sum: cny(sum) }, perWin)).toBe(meetings);
  });

  test("the ratio is the team's own once it has as many wins as the settings ask for", () => {
    const usual = { meetingsPerWin: 5, cycleWinsAtLeast: 5 };
    expect(meetingsPerWin({ meetings: 40, won: 5 }, usual)).toBe(8);
    expect(meetingsPerWin({ meetings: 40, won: 4 }, usual)).toBe(5);
    expect(meetingsPerWin({ meetings: 24, won: 3 }, { ...usual, cycleWinsAtLeast: 3 })).toBe(8);
    expect(meetingsPerWin({ meetings: 1, won: 9 }, usual)).toBe(5);
    expect(perWeek(6, 4)).toBe(1.5);
    expect(perWeek(6, 8)).toBe(0.8);
  });
});
