/** Whose a delivery is that a platform may bring several times: ours now, another process's, or done and answered. */
export type Lease = "ours" | "held" | "over";
