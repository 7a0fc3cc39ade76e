import type { Clock } from "./clock.ts";

/** What one look at the installation found; `unknown` is what cannot be told from here. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "wrong" | "unknown";
  readonly says: string;
  /** What to do, or where to look. */
  readonly remedy: string | undefined;
}

export const fine = (check: string, says: string, remedy?: string): Finding => ({ check, state: "ok", says, remedy });
export const wrong = (check: string, says: string, remedy: string): Finding => ({
  check,
  state: "wrong",
  says,
  remedy,
});
export const unknown = (check: string, says: string, remedy?: string): Finding => ({
  check,
  state: "unknown",
  says,
  remedy,
});

/** Milliseconds that clocks may differ: the header counts whole seconds, and the way takes its time. */
const SKEW = 30_000;

/** How this computer's clock goes with the platform's, by the Date header of an answer; nothing where there is none. */
export function* clockFinding(platform: string, header: unknown, clock: Clock): Generator<Finding> {
  const theirs = typeof header === "string" ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(theirs)) return;
  const ahead = clock.now().getTime() - theirs;
  if (Math.abs(ahead) <= SKEW) return yield fine("clock", `goes with ${platform}'s`);
  const by = Math.abs(ahead) < 120_000 ? `${Math.round(Math.abs(ahead) / 1000)} s` : minutes(Math.abs(ahead));
  yield wrong(
    "clock",
    `this computer is ${by} ${ahead > 0 ? "ahead of" : "behind"} ${platform}`,
    "Set it by the network (timedatectl set-ntp true): reminders come at the wrong time, and beyond five minutes signed requests are refused.",
  );
}
const minutes = (milliseconds: number): string => `${Math.round(milliseconds / 60_000)} min`;

/** A place that a team's messages go to. */
export interface TeamPlace {
  readonly team: string;
  readonly place: string;
}

/** What was found of the places of teams; `outside` are those that the bot is not in. */
export const placesFinding = (places: readonly TeamPlace[], outside: readonly TeamPlace[], remedy: string): Finding => {
  if (outside.length === 0) return fine("channels", `the bot is in all ${places.length} that teams use`);
  const teams = [...new Set(outside.map(({ team }) => team))].join(", ");
  return wrong("channels", `the bot is not in ${outside.length} of ${places.length} that teams use: ${teams}`, remedy);
};
