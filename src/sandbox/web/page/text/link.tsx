import type { ComponentChildren } from "preact";

/** The address when a browser may follow it, else `undefined`: only the web, never scripts, files or data. */
export const safeAddress = (url: unknown): string | undefined => {
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
};

/** A link to the web; an address that is not of the web stays text. */
export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const href = safeAddress(url);
  if (!href) return <span class="dead-link">{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
