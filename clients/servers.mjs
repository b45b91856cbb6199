// Where the provider, Asterism before it, and an Asterism with students listen; ServersForClients says it.
import assert from 'node:assert/strict'

const wanted = (name) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start these tests by clients/run`)
  return value
}

export const provider = wanted('ASTERISM_TEST_PROVIDER')
export const asterism = wanted('ASTERISM_TEST_SERVER')
export const students = wanted('ASTERISM_TEST_STUDENTS')

/** The languages that a provider of a conversation may speak; its model is `LANGUAGE-big`. */
export const languages = ['chat', 'responses', 'messages', 'generate']

/** What the student is sure of. */
export const fruit = 'the apple for Anna'

// Ids and times are each provider's own; signatures of thoughts are no standard field; clients put what they
// parsed beside a streamed answer only.
const own = new Set([
  'id', 'created', 'created_at', 'system_fingerprint', 'reasoning_details', 'encrypted_content', 'signature',
  '_request_id', 'parsed', 'parsed_arguments', 'parsed_output'
])

/** The value without what differs from provider to provider, at any depth. */
export const comparable = (value) => {
  if (Array.isArray(value)) return value.map(comparable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !own.has(name) && inner !== undefined)
      .map(([name, inner]) => [name, comparable(inner)])
  )
}

/** Fails unless both say the same, field by field. */
export const same = (told, expected) => assert.deepEqual(comparable(told), comparable(expected))
