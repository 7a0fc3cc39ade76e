/** Dark enough for white initials. */
const COLOURS = ["#3a5ccc", "#0b7a75", "#a8480b", "#8a2fa8", "#2f6f37", "#b3156b", "#0b6fb8", "#7a5c00"] as const;

/** A colour for someone whose platform gives people none: always the same. */
export const colourFor = (id: string): string => {
  const sum = [...id].reduce((total, char) => (total * 31 + (char.codePointAt(0) ?? 0)) % 65_521, 7);
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0];
};
