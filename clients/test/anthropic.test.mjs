// Anthropic's own client: what it gets through Asterism is what it gets from the provider itself.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Anthropic from '@anthropic-ai/sdk'
import { asterism, fruit, languages, provider, same, students } from '../servers.mjs'

const client = (root) => new Anthropic({ apiKey: 'sk-client', baseURL: root, maxRetries: 0, timeout: 20_000 })
const direct = client(provider)
const through = client(asterism)
const taught = client(students)

const message = (model, scenario) => ({
  model,
  max_tokens: 200,
  system: 'Be brief.',
  messages: [{ role: 'user', content: `scenario: ${scenario}` }],
  tools: [
    {
      name: 'get_weather',
      description: 'The weather in a city.',
      input_schema: { type: 'object', properties: { city: { type: 'string' } } }
    }
  ]
})

for (const language of languages) {
  describe(`a provider that speaks ${language}`, () => {
    for (const scenario of ['text', 'tools', 'length', 'thinking', 'json']) {
      test(`messages, ${scenario}: whole and streamed`, async () => {
        const expected = await direct.messages.create(message('big', scenario))
        same(await through.messages.create(message(`${language}-big`, scenario)), expected)
        same(
          await through.messages.stream(message(`${language}-big`, scenario)).finalMessage(),
          await direct.messages.stream(message('big', scenario)).finalMessage()
        )
      })
    }

    test('structured output follows the schema that was asked for', async () => {
      const told = await through.messages.create({
        ...message(`${language}-big`, 'json'),
        output_config: {
          format: {
            type: 'json_schema',
            schema: {
              type: 'object',
              properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
              required: ['city', 'degrees'],
              additionalProperties: false
            }
          }
        }
      })
      assert.deepEqual(JSON.parse(told.content[0].text), { city: 'Oslo', degrees: 4 })
    })

    test('a limit that is reached is the client\'s own kind of error', async () => {
      await assert.rejects(through.messages.create(message(`${language}-big`, 'limited')), (error) => {
        assert.ok(error instanceof Anthropic.RateLimitError)
        assert.equal(error.headers.get('retry-after'), '7')
        return true
      })
    })
  })
}

test('tokens are counted as the provider counts them', async () => {
  const asked = (model) => ({ model, messages: [{ role: 'user', content: 'scenario: text' }] })
  same(await through.messages.countTokens(asked('messages-big')), await direct.messages.countTokens(asked('big')))
})

test('a student answers messages, whole and streamed', async () => {
  const messages = [{ role: 'user', content: fruit }]
  const asked = { model: 'big', max_tokens: 200, system: 'Fruit or tool?', messages }
  const { data, response } = await taught.messages.create(asked).withResponse()
  assert.equal(response.headers.get('x-asterism-policy'), 'student')
  assert.deepEqual(data.content.map((block) => block.text), ['fruit'])
  same(await taught.messages.stream(asked).finalMessage(), data)
})
