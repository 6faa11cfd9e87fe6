/** Parts of a home's life that a family member's or a tenant's tie covers; each domain of residents adds its own. */
export const SCOPES = ['repair'] as const
export type Scope = (typeof SCOPES)[number]
