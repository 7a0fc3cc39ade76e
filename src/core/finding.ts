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
