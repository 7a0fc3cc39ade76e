/** Names beside their colours. */
export function Legend({ names }: { names: readonly string[] }) {
  return (
    <ul class="legend">
      {names.map((name, index) => (
        <li key={name}>
          <span class={`legend-dot back-${index}`} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}
