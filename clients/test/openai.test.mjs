// OpenAI's own client: what it gets through Asterism is what it gets from the provider itself.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import OpenAI from 'openai'
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod'
import { z } from 'zod'
import { asterism, fruit, languages, provider, same, students } from '../servers.mjs'

const client = (root) => new OpenAI({ apiKey: 'sk-client', baseURL: `${root}/v1`, maxRetries: 0, timeout: 20_000 })
const direct = client(provider)
const through = client(asterism)
const taught = client(students)

const Weather = z.object({ city: z.string(), degrees: z.number().int() })
const weather = { city: 'Oslo', degrees: 4 }

const chat = (model, scenario) => ({
  model,
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: `scenario: ${scenario}` }
  ],
  tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }]
})

const response = (model, scenario) => ({ model, instructions: 'Be brief.', input: `scenario: ${scenario}` })

const streamedChat = async (from, asked) => {
  const stream = from.chat.completions.stream({ ...asked, stream_options: { include_usage: true } })
  return { ...(await stream.finalChatCompletion()), usage: await stream.totalUsage() }
}

// The client keeps only the last piece of a field that it does not know, however it was cut.
const withoutThoughts = (completion) => ({
  ...completion,
  choices: completion.choices.map(({ message: { reasoning_content, ...message }, ...choice }) => ({
    ...choice,
    message
  }))
})

const said = ({ status, incomplete_details, output, usage }) => ({ status, incomplete_details, output, usage })

for (const language of languages) {
  describe(`a provider that speaks ${language}`, () => {
    for (const scenario of ['text', 'tools', 'length', 'thinking']) {
      test(`chat, ${scenario}: whole and streamed`, async () => {
        const expected = await direct.chat.completions.create(chat('big', scenario))
        same(await through.chat.completions.create(chat(`${language}-big`, scenario)), expected)
        if (scenario !== 'length') {
          // The client throws where a stream with tools ends for its length.
          same(
            withoutThoughts(await streamedChat(through, chat(`${language}-big`, scenario))),
            withoutThoughts(await streamedChat(direct, chat('big', scenario)))
          )
        }
      })

      test(`responses, ${scenario}: whole and streamed`, async () => {
        const expected = said(await direct.responses.create(response('big', scenario)))
        same(said(await through.responses.create(response(`${language}-big`, scenario))), expected)
        const stream = through.responses.stream(response(`${language}-big`, scenario))
        same(said(await stream.finalResponse()), expected)
      })
    }

    test('structured output is parsed into the type that was asked for', async () => {
      const completion = await through.chat.completions.parse({
        model: `${language}-big`,
        messages: [{ role: 'user', content: 'scenario: json' }],
        response_format: zodResponseFormat(Weather, 'weather')
      })
      assert.deepEqual(completion.choices[0].message.parsed, weather)
      const parsed = await through.responses.parse({
        model: `${language}-big`,
        input: 'scenario: json',
        text: { format: zodTextFormat(Weather, 'weather') }
      })
      assert.deepEqual(parsed.output_parsed, weather)
    })

    test('a limit that is reached is the client\'s own kind of error', async () => {
      await assert.rejects(through.chat.completions.create(chat(`${language}-big`, 'limited')), (error) => {
        assert.ok(error instanceof OpenAI.RateLimitError)
        assert.equal(error.headers.get('retry-after'), '7')
        return true
      })
    })
  })
}

test('embeddings are the same', async () => {
  const asked = (model) => ({ model, input: 'x', encoding_format: 'float' })
  same(await through.embeddings.create(asked('embeddings-big')), await direct.embeddings.create(asked('big')))
})

const decision = (model, input) => ({
  model,
  input,
  questions: [
    { type: 'predicate', name: 'ripe', instructions: 'Is it ripe?' },
    {
      type: 'choice',
      name: 'kind',
      instructions: 'Which kind is it?',
      choices: [{ value: 'fruit' }, { value: 'tool' }]
    },
    {
      type: 'score',
      name: 'hurry',
      instructions: 'How urgent?',
      levels: [{ label: 'low' }, { label: 'some' }, { label: 'high' }]
    }
  ]
})

test('decisions are the same', async () => {
  const input = 'scenario: decided'
  const expected = await direct.decisions.create(decision('big', input))
  same(await through.decisions.create(decision('decisions-big', input)), expected)
})

for (const language of languages.filter((one) => one !== 'responses')) {
  test(`decisions are answered where a provider only converses by ${language}`, async () => {
    const told = await through.decisions.create(decision(`${language}-big`, 'scenario: decided'))
    assert.deepEqual(told.answers.map((answer) => answer.name), ['ripe', 'kind', 'hurry'])
    assert.equal(told.answers[1].choice, 'fruit')
  })
}

describe('a student', () => {
  const asked = {
    model: 'big',
    messages: [
      { role: 'system', content: 'Fruit or tool?' },
      { role: 'user', content: fruit }
    ]
  }

  test('answers chat, whole and streamed', async () => {
    const { data, response: raw } = await taught.chat.completions.create(asked).withResponse()
    assert.equal(raw.headers.get('x-asterism-policy'), 'student')
    assert.equal(data.choices[0].message.content, 'fruit')
    same(await streamedChat(taught, asked), data)
  })

  test('answers responses, whole and streamed', async () => {
    const question = { model: 'big', instructions: 'Fruit or tool?', input: fruit }
    const told = await taught.responses.create(question)
    assert.equal(told.output_text, 'fruit')
    same(said(await taught.responses.stream(question).finalResponse()), said(told))
  })

  test('answers responses that can be asked for again, listed and deleted', async () => {
    const question = { model: 'big', instructions: 'Fruit or tool?', input: fruit }
    const { id, ...told } = await taught.responses.create(question)
    same(await taught.responses.retrieve(id), told)
    const items = await taught.responses.inputItems.list(id)
    assert.equal(items.data[0].content[0].text, fruit)
    await taught.responses.delete(id)
    await assert.rejects(taught.responses.retrieve(id), OpenAI.NotFoundError)
  })

  test('answers decisions', async () => {
    const { questions } = decision('big', fruit)
    const told = await taught.decisions.create({ model: 'big', input: fruit, questions: [questions[1]] })
    assert.equal(told.answers[0].choice, 'fruit')
    assert.equal(told.answers[0].probabilities.length, 2)
  })
})
