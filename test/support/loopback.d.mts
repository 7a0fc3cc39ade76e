/** The hosts that this process tried to reach. */
export const refused: string[];
