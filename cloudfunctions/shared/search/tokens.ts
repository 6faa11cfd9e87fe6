import { keyedHash } from '../crypto'
import { queryTerms, termsOf, type Searchable } from './terms'

// Finding by names, numbers and words of fields that are encrypted, or that no index could serve: a document carries
// short keyed tokens of what it is found by (`searchTokens`), a question is turned into tokens in the same way and
// looks for documents that carry all of them, through an index on `communityId` and `searchTokens`. Without the key a
// token says nothing, and equal names in two communities have different tokens.

/** 48 bits: among all tokens of a company hardly two terms share one; if they do, a list shows a row too many. */
const TOKEN_LENGTH = 8
const MAX_TOKENS = 60
/** A longer question is narrow enough by its beginning, and a long title may not carry all of its tokens. */
const MAX_QUERY_TOKENS = 8

const tokenOf = (communityId: string, term: string): string =>
  keyedHash(`search\n${communityId}`, term).slice(0, TOKEN_LENGTH)

/** What to store as `searchTokens`: at most 60, each of 8 characters. */
export const tokensOf = (communityId: string, document: Searchable): string[] =>
  termsOf(document)
    .slice(0, MAX_TOKENS)
    .map(term => tokenOf(communityId, term))

/** What to look for with `_.all`; [] for a question without a letter or a digit, which finds nothing. */
export const queryTokens = (communityId: string, text: string): string[] =>
  queryTerms(text)
    .slice(0, MAX_QUERY_TOKENS)
    .map(term => tokenOf(communityId, term))
