import { z } from "zod";
import { parsePlainDate } from "../core/dates.ts";
import { SCALES, USUAL_ITEMS } from "./satisfaction.ts";

const days = z.int().min(1).max(3660);
const minor = z.coerce.bigint().nonnegative();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.string().refine((text) => parsePlainDate(text) !== undefined);
const percent = z.int().min(0).max(100);
/** Days between calls and between visits; null: none. */
const cadence = (call: number, visit: number | null) =>
  z.object({ call: days.nullable().default(call), visit: days.nullable().default(visit) }).prefault({});

const schema = z.object({
  /** Calendar days from first meeting to won while nobody has enough wins to count them. */
  salesCycleDays: days.default(28),
  /** How many of the last wins make a sales cycle, and how few of one's own are too few. */
  cycleWins: z.int().min(1).default(20),
  cycleWinsAtLeast: z.int().min(1).default(5),
  /** Working days ahead of a fall-back on which the owner is told. */
  warnWorkingDays: z.int().min(1).max(20).default(3),
  /** What a deal of each stage is worth in a forecast. */
  stageWeights: z
    .object({
      opportunity: percent.default(10),
      first_meeting: percent.default(20),
      p25: percent.default(25),
      p50: percent.default(50),
      p90: percent.default(90),
    })
    .prefault({}),
  /** First meetings for each won deal while a team has no ratio of its own. */
  meetingsPerWin: z.int().min(1).default(5),
  /** When the Friday summary is posted, in the team's zone; weekday 1 = Monday; weeks a week is compared with. */
  summary: z
    .object({
      weekday: z.int().min(1).max(7).default(5),
      time: time.default("17:00"),
      weeksBefore: z.int().min(1).max(11).default(4),
    })
    .prefault({}),
  /** Days before a birthday on which it is in the daily reminder. */
  birthdayDays: z.array(z.int().min(0).max(60)).default([7, 3, 0]),
  cadence: z
    .object({ high: cadence(14, 30), sub: cadence(21, 45), latent: cadence(14, 45), low: cadence(60, null) })
    .prefault({}),
  /** By how much of its length a periodic call wanders, so that it does not feel like a schedule. */
  cadenceWander: percent.default(30),
  /** From which percentile of its segment a customer's value counts as high: what it brings now, and what it may bring. */
  worth: z
    .object({
      currentPercentile: z.int().min(1).max(99).default(80),
      potentialPercentile: z.int().min(1).max(99).default(70),
      /** Percent of what is collected: larger customers make less than this of it where one is A, or B. */
      gradeA: z.int().min(1).max(99).default(80),
      gradeB: z.int().min(1).max(100).default(95),
    })
    .prefault({}),
  /** How what customers say of us is judged: CSI, what of 10 they recommend us with, missed cycles, calendar days. */
  satisfaction: z
    .object({
      highCsi: percent.default(80),
      lowCsi: percent.default(60),
      veryLowCsi: percent.default(40),
      apostleFrom: z.int().min(0).max(10).default(9),
      lowRecommend: z.int().min(0).max(10).default(6),
      againstUpTo: z.int().min(0).max(10).default(2),
      leavingFrom: z.int().min(1).max(20).default(2),
      holdsDays: days.default(365),
    })
    .prefault({}),
  /** What customers are asked. */
  survey: z
    .array(
      z.object({
        id: z.string().min(1).max(40),
        name: z.object({ en: z.string().min(1).max(30), zh: z.string().min(1).max(30) }),
        weight: z.int().min(1).max(100),
        scale: z.enum(SCALES),
      }),
    )
    .min(1)
    .default(() => structuredClone([...USUAL_ITEMS])),
  /** How long sales reminders rest after a sad event, unless somebody says otherwise; calendar days. */
  restDays: z.int().min(1).max(180).default(14),
  /** Calendar days ahead of which a birthday stands on a customer's card. */
  cardBirthdayDays: z.int().min(1).max(366).default(30),
  /** What a new owner finds: a first call due, and the birthdays of the days ahead. */
  handover: z
    .object({
      firstCallWorkingDays: z.int().min(1).max(60).default(3),
      birthdayDays: z.int().min(1).max(366).default(60),
    })
    .prefault({}),
  /** Hours for which what changed much at once can be taken back: a handover, a merge, an import, a step of a case. */
  undoHours: z.int().min(1).max(168).default(24),
  /** When the daily reminder goes out, unless a member chose otherwise; in the member's zone. */
  reminderTime: time.default("08:30"),
  /** Lines of a daily reminder; the rest is behind "more". */
  reminderLines: z.int().min(1).max(40).default(12),
  /** Working days after which what is not done is in the manager's digest. */
  digestWorkingDays: z.int().min(1).default(3),
  /** How closely the work is to be kept up with. */
  discipline: z
    .object({
      /** Days within which each open deal, and each customer of grade A or B, has an activity. */
      activityDays: z.int().min(1).max(366).default(30),
      /** Days of a working week on which a rep logs something; in a shorter week each. */
      logDaysPerWeek: z.int().min(1).max(7).default(5),
      /** Weeks in a row without anything logged of which the manager hears. */
      silentWeeks: z.int().min(1).max(12).default(2),
    })
    .prefault({}),
  /** Amounts are minor units of the organization's currency. */
  fees: z
    .object({
      /** What one recipient may get in a calendar year. */
      recipientYearlyCap: minor.default(500_000n),
      /** What one recipient may get at once. */
      singleItemCap: minor.default(100_000n),
      /** Above it the executive decides too. */
      executiveLimit: minor.default(300_000n),
      /** Whether cash and what is like it is allowed to a person at all. */
      cashAllowed: z.boolean().default(false),
    })
    .prefault({}),
  /** Office hours, in the organization's zone, with the pause between: what waits is timed in them. */
  hours: z
    .object({
      from: time.default("09:00"),
      pauseFrom: time.default("12:00"),
      pauseTo: time.default("13:00"),
      to: time.default("18:00"),
    })
    .prefault({}),
  /** Working hours within which an account is opened, changed or closed once somebody asks: a working day of the usual. */
  accountHours: z.int().min(1).max(400).default(8),
  /** Working hours after which a waiting step is reminded of, and goes up one level; hours between two urgings. */
  approvals: z
    .object({
      remindHours: z.int().min(1).default(4),
      escalateHours: z.int().min(1).default(16),
      urgeHours: z.int().min(1).default(4),
    })
    .prefault({}),
  /** By when a customer is served (domain.md §7.1), in working time from the moment the case is opened. */
  service: z
    .object({
      /** Working minutes within which an inquiry is answered. */
      answerMinutes: z.int().min(1).max(2400).default(10),
      /** Working hours within which a complaint is solved: half a day of the default office hours. */
      solveHours: z.int().min(1).max(400).default(4),
      /** Working days within which who complained is called back, and the case is closed. */
      callBackDays: z.int().min(1).max(60).default(3),
      closeDays: z.int().min(1).max(60).default(7),
    })
    .prefault({}),
  /** Festivals of one's own, beside those of the country: the founding day, a trade's own day. */
  festivals: z
    .array(
      z.object({
        name: z.object({ en: z.string().min(1).max(40), zh: z.string().min(1).max(40) }),
        calendar: z.enum(["solar", "lunar"]).default("solar"),
        month: z.int().min(1).max(12),
        day: z.int().min(1).max(31),
        leap: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Holidays and worked weekend days that an admin entered, by country and year. */
  holidayYears: z
    .array(z.object({ country: z.string().length(2), year: z.int(), off: z.array(day), working: z.array(day) }))
    .default([]),
});

/** The figures of domain.md an admin can change, each with its default, as they hold in one segment. */
export type Settings = z.output<typeof schema>;

/** Figures that a segment may set for itself (◦ in domain.md); all others hold for the whole organization. */
const OF_SEGMENTS =
  /^(salesCycleDays|birthdayDays|cadence\..*|worth\.(current|potential)Percentile|satisfaction\..*|service\..*|discipline\..*|fees\.executiveLimit|approvals\.(remind|escalate)Hours)$/;
export const isOfSegments = (figure: string): boolean => OF_SEGMENTS.test(figure);

/** What holds for the whole organization: without the figures that may be another's in each segment. */
export type CompanySettings = Omit<
  Settings,
  | "salesCycleDays"
  | "birthdayDays"
  | "cadence"
  | "discipline"
  | "worth"
  | "satisfaction"
  | "service"
  | "fees"
  | "approvals"
> & {
  readonly worth: Pick<Settings["worth"], "gradeA" | "gradeB">;
  readonly fees: Omit<Settings["fees"], "executiveLimit">;
  readonly approvals: Omit<Settings["approvals"], "remindHours" | "escalateHours">;
};

/** Settings by the dotted names of their figures: "cadence.high.call". A list is one figure. */
export type Figures = ReadonlyMap<string, unknown>;

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const figuresIn = (settings: unknown): Figures => {
  if (!isGroup(settings)) return new Map();
  return new Map(
    Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
      isGroup(value) ? [...figuresIn(value)].map(([inner, each]) => [`${name}.${inner}`, each]) : [[name, value]],
    ),
  );
};

/** The inverse of figuresIn: what is kept of them. */
export const keptOf = (figures: Figures): Readonly<Record<string, unknown>> => {
  const inner = new Map<string, Map<string, unknown>>();
  const kept: Record<string, unknown> = {};
  for (const [figure, value] of figures) {
    const cut = figure.indexOf(".");
    if (cut < 0) kept[figure] = value;
    else {
      const group = inner.get(figure.slice(0, cut)) ?? new Map<string, unknown>();
      inner.set(figure.slice(0, cut), group.set(figure.slice(cut + 1), value));
    }
  }
  for (const [group, figures] of inner) kept[group] = keptOf(figures);
  return kept;
};

/**
 * What holds in a segment: its own figures over the organization's over the defaults. Stored is only what differs.
 * @throws ZodError when a stored figure makes no sense.
 */
export const settingsOf = (organization: unknown, segment?: unknown): Settings => {
  const own = [...figuresIn(segment)].filter(([figure]) => isOfSegments(figure));
  return schema.parse(keptOf(new Map([...figuresIn(organization), ...own])));
};
