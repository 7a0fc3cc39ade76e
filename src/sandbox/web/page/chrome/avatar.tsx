/** Two letters of a Latin name, the last two characters of a Chinese one. */
const initials = (name: string): string => {
  const han = name.match(/\p{Script=Han}/gu);
  if (han) return han.slice(-2).join("");
  const words = name.trim().split(/[\s._-]+/);
  return words.length > 1 ? `${words[0]?.[0] ?? ""}${words.at(-1)?.[0] ?? ""}`.toUpperCase() : name.slice(0, 2);
};

interface Props {
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
  readonly bot?: boolean;
  readonly size?: "small" | "large";
}

/** A person's initials on their colour; only for the eye, the name stands beside it. */
export function Avatar({ name, color, bot = false, size }: Props) {
  const mixed = { "--avatar": /^#[0-9a-f]{6}$/i.test(color) ? color : "#757575" };
  return (
    <span class={`avatar ${bot ? "avatar-bot" : ""} ${size ? `avatar-${size}` : ""}`} style={mixed} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
