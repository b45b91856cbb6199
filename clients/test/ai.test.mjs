// Vercel's AI SDK: what it makes of an answer through Asterism is what it makes of the provider's own.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createOpenAI } from '@ai-sdk/openai'
import { embed, generateText, jsonSchema, Output, streamText, tool } from 'ai'
import { z } from 'zod'
import { asterism, fruit, languages, provider, same, students } from '../servers.mjs'

const client = (root) => createOpenAI({ apiKey: 'sk-client', baseURL: `${root}/v1` })
const direct = client(provider)
const through = client(asterism)
const taught = client(students)

const question = (model, scenario) => ({
  model,
  instructions: 'Be brief.',
  prompt: `scenario: ${scenario}`,
  maxRetries: 0,
  abortSignal: AbortSignal.timeout(20_000)
})

const city = jsonSchema({ type: 'object', properties: { city: { type: 'string' } } })
const tools = { get_weather: tool({ inputSchema: city }) }

const counted = ({ inputTokens, outputTokens, totalTokens }) => ({ inputTokens, outputTokens, totalTokens })

const said = async (result) => ({
  text: await result.text,
  calls: (await result.toolCalls).map(({ toolName, input }) => ({ toolName, input })),
  finishReason: await result.finishReason,
  usage: counted(await result.usage)
})

for (const language of languages) {
  for (const api of ['chat', 'responses']) {
    describe(`${api} of a provider that speaks ${language}`, () => {
      const theirs = direct[api]('big')
      const ours = through[api](`${language}-big`)

      for (const scenario of ['text', 'tools', 'length']) {
        test(`${scenario}: whole and streamed`, async () => {
          const expected = await said(await generateText({ ...question(theirs, scenario), tools }))
          same(await said(await generateText({ ...question(ours, scenario), tools })), expected)
          same(
            await said(streamText({ ...question(ours, scenario), tools })),
            await said(streamText({ ...question(theirs, scenario), tools }))
          )
        })
      }

      test('structured output is parsed into the type that was asked for', async () => {
        const { output } = await generateText({
          ...question(ours, 'json'),
          output: Output.object({ schema: z.object({ city: z.string(), degrees: z.number().int() }) })
        })
        assert.deepEqual(output, { city: 'Oslo', degrees: 4 })
      })
    })
  }
}

test('embeddings are the same', async () => {
  const of = async (model) => {
    const { embedding, usage } = await embed({ model, value: 'x', maxRetries: 0 })
    return { embedding, usage }
  }
  same(await of(through.embedding('embeddings-big')), await of(direct.embedding('big')))
})

for (const api of ['chat', 'responses']) {
  test(`a student answers ${api}, whole and streamed`, async () => {
    const asked = { model: taught[api]('big'), instructions: 'Fruit or tool?', prompt: fruit, maxRetries: 0 }
    const told = await generateText(asked)
    assert.equal(told.text, 'fruit')
    assert.equal(told.response.headers['x-asterism-policy'], 'student')
    same(await said(streamText(asked)), await said(told))
  })
}
