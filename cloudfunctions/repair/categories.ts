import type { Skill } from '../shared/people/people'
import type { Category } from './limits'

/** The skill that a category asks for. */
export const SKILL_FOR: Record<Category, Skill> = {
  plumbing: 'plumbing',
  electric: 'electric',
  hardware: 'hardware',
  hvac: 'hvac',
  network: 'network',
  masonry: 'masonry',
  public: 'public',
  other: 'general',
}
