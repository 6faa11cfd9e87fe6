const { default: Sequencer } = require('@jest/test-sequencer')

/** Small files that run for minutes, because they read the action tables. */
const isLong = ({ path }) => path.includes('/every-action/')

/**
 * On a fresh machine jest knows no durations and begins with the largest files; one of these would run alone at the end,
 * while the other cores wait.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    return [...sorted.filter(isLong), ...sorted.filter(test => !isLong(test))]
  }
}
