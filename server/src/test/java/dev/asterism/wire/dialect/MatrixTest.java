package dev.asterism.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.asterism.wire.BadRequest;
import dev.asterism.wire.Json;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The matrix of `docs/wire.md` against the translation itself: every field is really sent to every
/// kind of provider.
class MatrixTest {

  private static final Path DOCUMENT = Path.of("../docs/wire.md");
  private static final String BEGIN = "<!-- The matrix: written by MatrixTest. -->\n";
  private static final String END = "<!-- The matrix ends. -->\n";

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (Api client : Matrix.CLIENTS) {
      for (Matrix.Row row : Matrix.rows(client)) {
        for (Api provider : Matrix.providers(client)) {
          cells.add(Arguments.of(client, row.name(), provider, row.feature()));
        }
      }
    }
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyFieldIsTreatedAsTheMatrixSays(Api client, String field, Api provider, Feature feature) {
    byte[] sample = Samples.request(client, field);
    String root = field.split("[\\[. ]", 2)[0];
    switch (ProviderSide.of(provider).rule(feature)) {
      case Rule.Refused _ ->
          assertThatThrownBy(() -> translate(client, provider, sample))
              .isInstanceOfSatisfying(
                  BadRequest.class,
                  refusal -> assertThat(refusal.parameter().orElse("")).startsWith(root));
      case Rule.Emulated _ ->
          assertThat(translate(client, provider, sample).emulated())
              .anyMatch(path -> path.startsWith(root));
      case Rule.Forwarded(var place, _) -> {
        Target target = translate(client, provider, sample);
        assertThat(at(target.json, place).isMissingNode()).as(place).isFalse();
        assertThat(target.emulated()).noneMatch(path -> path.equals(field));
      }
      case Rule.Placed _ -> {
        Target target = translate(client, provider, sample);
        assertThat(target.emulated()).noneMatch(path -> path.equals(field));
        if (!Samples.EVERYWHERE.contains(feature)) {
          assertThat(target.json)
              .isNotEqualTo(translate(client, provider, Samples.plain(client)).json);
        }
      }
    }
  }

  @Test
  void theDocumentHoldsTheMatrix() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    if (Boolean.getBoolean("asterism.write-matrix")) {
      Files.writeString(
          DOCUMENT, document.substring(0, begin) + Matrix.markdown() + document.substring(end));
      return;
    }
    assertThat(document.substring(begin, end))
        .as(
            "write it anew with: ./build -pl server -am -Dtest=MatrixTest"
                + " -Dasterism.write-matrix=true")
        .isEqualTo(Matrix.markdown());
  }

  @Test
  void everyFieldThatTheOfficialClientsCanSendIsInTheMatrix() {
    assertThat(names(ChatRequests.FIELDS))
        .containsAll(
            fields(com.openai.models.chat.completions.ChatCompletionCreateParams.Body.class));
    assertThat(names(ResponsesRequests.FIELDS))
        .containsAll(fields(com.openai.models.responses.ResponseCreateParams.Body.class));
    assertThat(names(MessagesRequests.FIELDS))
        .containsAll(fields(com.anthropic.models.messages.MessageCreateParams.Body.class));
    Field config =
        GenerateRequests.FIELDS.stream()
            .filter(field -> field.name().equals("generationConfig"))
            .findFirst()
            .orElseThrow();
    assertThat(names(config.inside()))
        .containsAll(fields(com.google.genai.types.GenerationConfig.class));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aFieldThatNobodyKnowsIsRefusedByItsName(Api client) {
    ObjectNode request = Json.object(Samples.plain(client));
    request.put("quantum", true);
    assertThatThrownBy(() -> ClientSide.of(client).read(request))
        .isInstanceOfSatisfying(
            BadRequest.class, refusal -> assertThat(refusal.parameter()).contains("quantum"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aFieldThatNobodyKnowsIsRefusedInsideOfMessagesToo(Api client) {
    ObjectNode request = Json.object(Samples.plain(client));
    String list =
        client == Api.GENERATE ? "contents" : client == Api.RESPONSES ? "input" : "messages";
    ((ObjectNode) request.path(list).path(0)).put("mood", "good");
    assertThatThrownBy(() -> ClientSide.of(client).read(request))
        .isInstanceOfSatisfying(
            BadRequest.class,
            refusal -> assertThat(refusal.parameter()).contains(list + "[0].mood"));
  }

  static Stream<Api> clients() {
    return Matrix.CLIENTS.stream();
  }

  @Test
  void googlesOtherSpellingOfItsFieldsIsReadToo() {
    byte[] request =
        Samples.bytes(
            "{'model':'big','system_instruction':{'parts':[{'text':'s'}]},"
                + "'contents':[{'parts':[{'inline_data':{'mime_type':'image/png','data':'_-AA'}}]},"
                + "{'role':'model','parts':[{'function_call':{'name':'f','args':{'a_b':1}}}]}],"
                + "'generation_config':{'max_output_tokens':9}}");
    Conversation conversation = ClientSide.of(Api.GENERATE).read(Json.object(request));
    assertThat(conversation.turns())
        .containsExactly(
            new Turn(Turn.Speaker.SYSTEM, List.of(new Part.Text("s"))),
            new Turn(
                Turn.Speaker.USER,
                List.of(
                    new Part.Image(new Part.Source.Data("image/png", "/+AA"), Optional.empty()))),
            new Turn(
                Turn.Speaker.ASSISTANT, List.of(new Part.ToolCall("call_0", "f", "{\"a_b\":1}"))));
    assertThat(conversation.wishes()).containsKey(Feature.MAX_TOKENS);
  }

  private static Target translate(Api client, Api provider, byte[] request) {
    return ProviderSide.of(provider).write(ClientSide.of(client).read(Json.object(request)));
  }

  private static JsonNode at(JsonNode json, String place) {
    return json.at("/" + place.replace('.', '/'));
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static List<String> fields(Class<?> body) {
    List<String> fields = new ArrayList<>();
    for (Method method : body.getDeclaredMethods()) {
      Optional.ofNullable(method.getAnnotation(JsonProperty.class))
          .map(JsonProperty::value)
          .filter(name -> !name.isEmpty())
          .ifPresent(fields::add);
    }
    assertThat(fields).hasSizeGreaterThan(10);
    return fields;
  }

  /// A request for every row.
  private static final class Samples {

    /// What every request holds anyway, or what changes the answer only.
    private static final Set<Feature> EVERYWHERE =
        Set.of(
            Feature.MODEL,
            Feature.CONVERSATION,
            Feature.STREAM,
            Feature.STREAM_USAGE,
            Feature.FILE_NAME);

    private static final String CHAT_TOOL =
        "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'}}}]";
    private static final String FLAT_TOOL =
        "'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}]";
    private static final String CUSTOM_TOOL =
        "'tools':[{'name':'f','input_schema':{'type':'object'}}]";

    private static final Map<String, String> COMMON =
        Map.ofEntries(
            Map.entry("model", "'model':'big'"),
            Map.entry("stream", "'stream':true"),
            Map.entry("temperature", "'temperature':0.5"),
            Map.entry("top_p", "'top_p':0.9"),
            Map.entry("top_k", "'top_k':40"),
            Map.entry("user", "'user':'u1'"),
            Map.entry("safety_identifier", "'safety_identifier':'u1'"),
            Map.entry("metadata", "'metadata':{'team':'a'}"),
            Map.entry("store", "'store':true"),
            Map.entry("prompt_cache_key", "'prompt_cache_key':'k'"),
            Map.entry("prompt_cache_retention", "'prompt_cache_retention':'24h'"),
            Map.entry("prompt_cache_options", "'prompt_cache_options':{'mode':'x'}"),
            Map.entry("service_tier", "'service_tier':'priority'"),
            Map.entry("moderation", "'moderation':{'model':'m'}"),
            Map.entry("parallel_tool_calls", "'parallel_tool_calls':false,"),
            Map.entry(
                "stream_options.include_usage",
                "'stream':true,'stream_options':{'include_usage':true}"),
            Map.entry(
                "stream_options.include_obfuscation",
                "'stream':true,'stream_options':{'include_obfuscation':true}"));

    private static final Map<String, String> CHAT =
        Map.ofEntries(
            Map.entry("messages", "'messages':[{'role':'user','content':'other'}]"),
            Map.entry("tools", CHAT_TOOL),
            Map.entry("tool_choice", CHAT_TOOL + ",'tool_choice':'required'"),
            Map.entry("parallel_tool_calls", CHAT_TOOL + ",'parallel_tool_calls':false"),
            Map.entry("functions", "'functions':[{'name':'f'}]"),
            Map.entry("function_call", "'function_call':'auto'"),
            Map.entry(
                "response_format",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}}}"),
            Map.entry("max_completion_tokens", "'max_completion_tokens':9"),
            Map.entry("max_tokens", "'max_tokens':9"),
            Map.entry("stop", "'stop':'END'"),
            Map.entry("n", "'n':2"),
            Map.entry("seed", "'seed':1"),
            Map.entry("frequency_penalty", "'frequency_penalty':0.1"),
            Map.entry("presence_penalty", "'presence_penalty':0.1"),
            Map.entry("logit_bias", "'logit_bias':{'50256':-100}"),
            Map.entry("logprobs", "'logprobs':true"),
            Map.entry("top_logprobs", "'top_logprobs':2"),
            Map.entry("reasoning_effort", "'reasoning_effort':'high'"),
            Map.entry("verbosity", "'verbosity':'low'"),
            Map.entry("modalities", "'modalities':['text','audio']"),
            Map.entry("audio", "'audio':{'voice':'alloy','format':'wav'}"),
            Map.entry("prediction", "'prediction':{'type':'content','content':'x'}"),
            Map.entry("web_search_options", "'web_search_options':{}"),
            Map.entry(
                "messages[].role (system, developer) after others",
                messages("{'role':'system','content':'s'}")),
            Map.entry("messages[].name", messages("{'role':'user','name':'ann','content':'x'}")),
            Map.entry(
                "messages[].reasoning_content",
                messages("{'role':'assistant','content':'x','reasoning_content':'t'}")),
            Map.entry(
                "messages[].reasoning_details",
                messages(
                    "{'role':'assistant','content':'x','reasoning_details':[{'type':'reasoning.text','text':'t','signature':'s'}]}")),
            Map.entry("messages[].refusal", messages("{'role':'assistant','refusal':'no'}")),
            Map.entry(
                "messages[].function_call",
                messages("{'role':'assistant','function_call':{'name':'f','arguments':'{}'}}")),
            Map.entry("messages[].audio", messages("{'role':'assistant','audio':{'id':'a1'}}")),
            Map.entry(
                "messages[].content[].image_url (data:)",
                part("{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}")),
            Map.entry(
                "messages[].content[].image_url (https:)",
                part("{'type':'image_url','image_url':{'url':'https://a.example/b.png'}}")),
            Map.entry(
                "messages[].content[].image_url.detail",
                part(
                    "{'type':'image_url','image_url':{'url':'https://a.example/b.png','detail':'low'}}")),
            Map.entry(
                "messages[].content[].input_audio",
                part("{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}")),
            Map.entry(
                "messages[].content[].file.file_data",
                part("{'type':'file','file':{'file_data':'data:application/pdf;base64,AAAA'}}")),
            Map.entry(
                "messages[].content[].file.file_id",
                part("{'type':'file','file':{'file_id':'file-1'}}")),
            Map.entry(
                "messages[].content[].file.filename",
                part(
                    "{'type':'file','file':{'file_data':'data:application/pdf;base64,AAAA','filename':'a.pdf'}}")),
            Map.entry(
                "tools[].function.strict",
                "'tools':[{'type':'function','function':{'name':'f','strict':true}}]"),
            Map.entry(
                "tools[].type (not function)", "'tools':[{'type':'custom','custom':{'name':'f'}}]"),
            Map.entry(
                "tool_choice.allowed_tools",
                CHAT_TOOL
                    + ",'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function','function':{'name':'f'}}]}}"),
            Map.entry(
                "response_format.type json_object", "'response_format':{'type':'json_object'}"));

    private static final Map<String, String> RESPONSES =
        Map.ofEntries(
            Map.entry("instructions", "'instructions':'s'"),
            Map.entry("input", "'input':'other'"),
            Map.entry("tools", FLAT_TOOL),
            Map.entry("tool_choice", FLAT_TOOL + ",'tool_choice':'required'"),
            Map.entry("parallel_tool_calls", FLAT_TOOL + ",'parallel_tool_calls':false"),
            Map.entry("max_tool_calls", "'max_tool_calls':3"),
            Map.entry(
                "text.format",
                "'text':{'format':{'type':'json_schema','name':'n','schema':{'type':'object'}}}"),
            Map.entry("text.verbosity", "'text':{'verbosity':'low'}"),
            Map.entry("reasoning.effort", "'reasoning':{'effort':'high'}"),
            Map.entry("reasoning.summary", "'reasoning':{'summary':'auto'}"),
            Map.entry("reasoning.generate_summary", "'reasoning':{'generate_summary':'auto'}"),
            Map.entry("max_output_tokens", "'max_output_tokens':9"),
            Map.entry("top_logprobs", "'top_logprobs':2"),
            Map.entry("include", "'include':['web_search_call.results']"),
            Map.entry("truncation", "'truncation':'auto'"),
            Map.entry("context_management", "'context_management':[{'type':'compaction'}]"),
            Map.entry("access_programs", "'access_programs':['p']"),
            Map.entry("previous_response_id", "'previous_response_id':'resp_1'"),
            Map.entry("conversation", "'conversation':'conv_1'"),
            Map.entry("prompt", "'prompt':{'id':'pmpt_1'}"),
            Map.entry("image", "'image':{'size':'x'}"),
            Map.entry("background", "'background':true"),
            Map.entry(
                "input[].role (system, developer) after others",
                items("{'role':'developer','content':'s'}")),
            Map.entry(
                "input[].content[].input_image (data:)",
                inputPart("{'type':'input_image','image_url':'data:image/png;base64,AAAA'}")),
            Map.entry(
                "input[].content[].input_image (https:)",
                inputPart("{'type':'input_image','image_url':'https://a.example/b.png'}")),
            Map.entry(
                "input[].content[].input_image.file_id",
                inputPart("{'type':'input_image','file_id':'file-1'}")),
            Map.entry(
                "input[].content[].input_image.detail",
                inputPart(
                    "{'type':'input_image','image_url':'https://a.example/b.png','detail':'low'}")),
            Map.entry(
                "input[].content[].input_file.file_data",
                inputPart("{'type':'input_file','file_data':'data:application/pdf;base64,AAAA'}")),
            Map.entry(
                "input[].content[].input_file.file_url",
                inputPart("{'type':'input_file','file_url':'https://a.example/b.pdf'}")),
            Map.entry(
                "input[].content[].input_file.file_id",
                inputPart("{'type':'input_file','file_id':'file-1'}")),
            Map.entry(
                "input[].content[].input_file.filename",
                inputPart(
                    "{'type':'input_file','file_data':'data:application/pdf;base64,AAAA','filename':'a.pdf'}")),
            Map.entry(
                "input[].content[].refusal",
                items("{'role':'assistant','content':[{'type':'refusal','refusal':'no'}]}")),
            Map.entry(
                "input[] reasoning with encrypted_content",
                items(
                    "{'type':'reasoning','summary':[],'encrypted_content':'s'},{'role':'assistant','content':'x'}")),
            Map.entry(
                "input[] reasoning without",
                items("{'type':'reasoning','summary':[]},{'role':'assistant','content':'x'}")),
            Map.entry(
                "input[] function_call_output with images",
                items(
                    "{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'c','output':[{'type':'input_image','image_url':'data:image/png;base64,AAAA'}]}")),
            Map.entry("input[] of other types", items("{'type':'item_reference','id':'i1'}")),
            Map.entry("tools[].strict", "'tools':[{'type':'function','name':'f','strict':true}]"),
            Map.entry("tools[].type (not function)", "'tools':[{'type':'web_search'}]"),
            Map.entry(
                "tool_choice.type allowed_tools",
                FLAT_TOOL
                    + ",'tool_choice':{'type':'allowed_tools','mode':'auto','tools':[{'type':'function','name':'f'}]}"),
            Map.entry("text.format.type json_object", "'text':{'format':{'type':'json_object'}}"),
            Map.entry(
                "include[] reasoning.encrypted_content",
                "'include':['reasoning.encrypted_content']"),
            Map.entry(
                "include[] message.output_text.logprobs",
                "'include':['message.output_text.logprobs']"));

    private static final Map<String, String> MESSAGES =
        Map.ofEntries(
            Map.entry("system", "'system':'s'"),
            Map.entry("messages", "'messages':[{'role':'user','content':'other'}]"),
            Map.entry("tools", CUSTOM_TOOL),
            Map.entry("tool_choice", CUSTOM_TOOL + ",'tool_choice':{'type':'any'}"),
            Map.entry("max_tokens", "'max_tokens':9"),
            Map.entry("stop_sequences", "'stop_sequences':['END']"),
            Map.entry("thinking", "'thinking':{'type':'enabled','budget_tokens':2048}"),
            Map.entry("output_config.effort", "'output_config':{'effort':'high'}"),
            Map.entry(
                "output_config.format",
                "'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}"),
            Map.entry(
                "output_format",
                "'output_format':{'type':'json_schema','schema':{'type':'object'}}"),
            Map.entry("metadata.user_id", "'metadata':{'user_id':'u1'}"),
            Map.entry("service_tier", "'service_tier':'standard_only'"),
            Map.entry("cache_control", "'cache_control':{'type':'ephemeral'}"),
            Map.entry("container", "'container':'c'"),
            Map.entry("context_management", "'context_management':{'edits':[{}]}"),
            Map.entry("mcp_servers", "'mcp_servers':[{'type':'url','url':'https://a.example'}]"),
            Map.entry("inference_geo", "'inference_geo':'eu'"),
            Map.entry("speed", "'speed':'fast'"),
            Map.entry("diagnostics", "'diagnostics':{'previous_message_id':'m'}"),
            Map.entry("messages[].role system", messages("{'role':'system','content':'s'}")),
            Map.entry(
                "messages[].content[].cache_control",
                part("{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}")),
            Map.entry(
                "messages[].content[].citations",
                messages(
                    "{'role':'assistant','content':[{'type':'text','text':'x','citations':[{'type':'char_location'}]}]}")),
            Map.entry(
                "messages[].content[].image (base64)",
                part(
                    "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}")),
            Map.entry(
                "messages[].content[].image (url)",
                part("{'type':'image','source':{'type':'url','url':'https://a.example/b.png'}}")),
            Map.entry(
                "messages[].content[].document (base64)",
                part(
                    "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AAAA'}}")),
            Map.entry(
                "messages[].content[].document (url)",
                part(
                    "{'type':'document','source':{'type':'url','url':'https://a.example/b.pdf'}}")),
            Map.entry(
                "messages[].content[].document (text)",
                part(
                    "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'x'}}")),
            Map.entry(
                "messages[].content[].source (file)",
                part("{'type':'document','source':{'type':'file','file_id':'file_1'}}")),
            Map.entry(
                "messages[].content[].document.title",
                part(
                    "{'type':'document','title':'t','source':{'type':'base64','media_type':'application/pdf','data':'AAAA'}}")),
            Map.entry(
                "messages[].content[].document.context",
                part(
                    "{'type':'document','context':'c','source':{'type':'base64','media_type':'application/pdf','data':'AAAA'}}")),
            Map.entry(
                "messages[].content[].thinking",
                messages(
                    "{'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':'s'},{'type':'text','text':'x'}]}")),
            Map.entry(
                "messages[].content[].redacted_thinking",
                messages(
                    "{'role':'assistant','content':[{'type':'redacted_thinking','data':'s'},{'type':'text','text':'x'}]}")),
            Map.entry(
                "messages[].content[].tool_result.is_error",
                part("{'type':'tool_result','tool_use_id':'c','content':'bad','is_error':true}")),
            Map.entry(
                "messages[].content[].tool_result with images",
                part(
                    "{'type':'tool_result','tool_use_id':'c','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]}")),
            Map.entry("messages[].content[] of other types", part("{'type':'search_result'}")),
            Map.entry(
                "tools[].strict",
                "'tools':[{'name':'f','input_schema':{'type':'object'},'strict':true}]"),
            Map.entry(
                "tools[].cache_control",
                "'tools':[{'name':'f','input_schema':{'type':'object'},'cache_control':{'type':'ephemeral'}}]"),
            Map.entry(
                "tools[].eager_input_streaming",
                "'tools':[{'name':'f','input_schema':{'type':'object'},'eager_input_streaming':true}]"),
            Map.entry(
                "tools[].type (not custom)",
                "'tools':[{'type':'web_search_20250305','name':'web_search'}]"),
            Map.entry(
                "tool_choice.disable_parallel_tool_use",
                CUSTOM_TOOL + ",'tool_choice':{'type':'auto','disable_parallel_tool_use':true}"),
            Map.entry("thinking.type adaptive", "'thinking':{'type':'adaptive'}"),
            Map.entry("thinking.type disabled", "'thinking':{'type':'disabled'}"),
            Map.entry("thinking.display", "'thinking':{'type':'adaptive','display':'summarized'}"));

    private static final String DECLARED = "'tools':[{'functionDeclarations':[{'name':'f'}]}]";

    private static final Map<String, String> GENERATE =
        Map.ofEntries(
            Map.entry("systemInstruction", "'systemInstruction':{'parts':[{'text':'s'}]}"),
            Map.entry("contents", "'contents':[{'parts':[{'text':'other'}]}]"),
            Map.entry("tools", DECLARED),
            Map.entry(
                "toolConfig.functionCallingConfig",
                DECLARED + ",'toolConfig':{'functionCallingConfig':{'mode':'ANY'}}"),
            Map.entry("toolConfig.retrievalConfig", "'toolConfig':{'retrievalConfig':{}}"),
            Map.entry(
                "toolConfig.includeServerSideToolInvocations",
                "'toolConfig':{'includeServerSideToolInvocations':true}"),
            Map.entry(
                "safetySettings",
                "'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'BLOCK_NONE'}]"),
            Map.entry(
                "safetySettings[].threshold (that blocks)",
                "'safetySettings':[{'category':'HARM_CATEGORY_HARASSMENT','threshold':'BLOCK_ONLY_HIGH'}]"),
            Map.entry("cachedContent", "'cachedContent':'cachedContents/1'"),
            Map.entry("labels", "'labels':{'team':'a'}"),
            Map.entry("serviceTier", "'serviceTier':'priority'"),
            config("maxOutputTokens", "9"),
            config("temperature", "0.5"),
            config("topP", "0.9"),
            config("topK", "40.0"),
            config("stopSequences", "['END']"),
            config("candidateCount", "2"),
            config("seed", "1"),
            config("frequencyPenalty", "0.1"),
            config("presencePenalty", "0.1"),
            config("responseLogprobs", "true"),
            config("logprobs", "2"),
            config("responseMimeType", "'application/json'"),
            config("responseSchema", "{'type':'OBJECT'}"),
            config("responseJsonSchema", "{'type':'object'}"),
            config("responseFormat", "[{'type':'text'}]"),
            config("responseModalities", "['AUDIO']"),
            config("speechConfig", "{}"),
            config("imageConfig", "{}"),
            config("mediaResolution", "'MEDIA_RESOLUTION_LOW'"),
            config("audioTimestamp", "true"),
            config("enableAffectiveDialog", "true"),
            config("enableEnhancedCivicAnswers", "true"),
            config("routingConfig", "{}"),
            config("modelSelectionConfig", "{}"),
            config("translationConfig", "{}"),
            config("audioTranscriptionConfig", "{}"),
            thinking("includeThoughts", "'includeThoughts':true"),
            thinking("thinkingBudget", "'thinkingBudget':2048"),
            thinking("thinkingBudget 0", "'thinkingBudget':0"),
            thinking("thinkingBudget -1", "'thinkingBudget':-1"),
            thinking("thinkingLevel", "'thinkingLevel':'HIGH'"),
            Map.entry(
                "generationConfig.responseMimeType (other than JSON)",
                "'generationConfig':{'responseMimeType':'text/x.enum'}"),
            Map.entry(
                "generationConfig.responseModalities IMAGE",
                "'generationConfig':{'responseModalities':['TEXT','IMAGE']}"),
            Map.entry(
                "contents[].parts[].inlineData (image)",
                said("{'inlineData':{'mimeType':'image/png','data':'AAAA'}}")),
            Map.entry(
                "contents[].parts[].inlineData (audio)",
                said("{'inlineData':{'mimeType':'audio/wav','data':'AAAA'}}")),
            Map.entry(
                "contents[].parts[].inlineData (other)",
                said("{'inlineData':{'mimeType':'application/pdf','data':'AAAA'}}")),
            Map.entry(
                "contents[].parts[].inlineData.displayName",
                said(
                    "{'inlineData':{'mimeType':'application/pdf','data':'AAAA','displayName':'a.pdf'}}")),
            Map.entry(
                "contents[].parts[].fileData (image)",
                said("{'fileData':{'mimeType':'image/png','fileUri':'https://a.example/b.png'}}")),
            Map.entry(
                "contents[].parts[].fileData (other)",
                said(
                    "{'fileData':{'mimeType':'application/pdf','fileUri':'https://a.example/b.pdf'}}")),
            Map.entry(
                "contents[].parts[].fileData (kept by Google)",
                said("{'fileData':{'mimeType':'image/png','fileUri':'gs://a/b.png'}}")),
            Map.entry(
                "contents[].parts[].thoughtSignature",
                thought("{'text':'t','thought':true},{'text':'x','thoughtSignature':'AAAA'}")),
            Map.entry(
                "contents[].parts[].thought without signature",
                thought("{'text':'t','thought':true},{'text':'x'}")),
            Map.entry(
                "contents[].parts[].functionResponse.response.error",
                said("{'functionResponse':{'id':'c','name':'f','response':{'error':'bad'}}}")),
            Map.entry(
                "contents[].parts[].functionResponse.parts",
                said(
                    "{'functionResponse':{'id':'c','name':'f','response':{},'parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}}")),
            Map.entry(
                "contents[].parts[].mediaResolution",
                said("{'text':'x','mediaResolution':{'level':'MEDIA_RESOLUTION_LOW'}}")),
            Map.entry(
                "contents[].parts[] of other kinds",
                said("{'executableCode':{'language':'PYTHON','code':'1'}}")),
            Map.entry("tools[] other than functionDeclarations", "'tools':[{'googleSearch':{}}]"),
            Map.entry(
                "tools[].functionDeclarations[].response",
                "'tools':[{'functionDeclarations':[{'name':'f','response':{'type':'STRING'}}]}]"),
            Map.entry(
                "tools[].functionDeclarations[].responseJsonSchema",
                "'tools':[{'functionDeclarations':[{'name':'f','responseJsonSchema':{'type':'string'}}]}]"),
            Map.entry(
                "toolConfig.functionCallingConfig.allowedFunctionNames",
                DECLARED
                    + ",'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f','g']}}"));

    private static Map.Entry<String, String> config(String field, String value) {
      return Map.entry(
          "generationConfig." + field, "'generationConfig':{'" + field + "':" + value + "}");
    }

    private static Map.Entry<String, String> thinking(String field, String said) {
      return Map.entry(
          "generationConfig.thinkingConfig." + field,
          "'generationConfig':{'thinkingConfig':{" + said + "}}");
    }

    private static String said(String part) {
      return "'contents':[{'role':'user','parts':[{'text':'hello'}," + part + "]}]";
    }

    private static String thought(String parts) {
      return "'contents':[{'parts':[{'text':'hello'}]},{'role':'model','parts':[" + parts + "]}]";
    }

    private static String messages(String more) {
      return "'messages':[{'role':'user','content':'hello'}," + more + "]";
    }

    private static String part(String part) {
      return "'messages':[{'role':'user','content':[{'type':'text','text':'hello'}," + part + "]}]";
    }

    private static String items(String more) {
      return "'input':[{'role':'user','content':'hello'}," + more + "]";
    }

    private static String inputPart(String part) {
      return "'input':[{'role':'user','content':[{'type':'input_text','text':'hello'},"
          + part
          + "]}]";
    }

    static byte[] plain(Api client) {
      return bytes(
          switch (client) {
            case CHAT -> "{'model':'big','messages':[{'role':'user','content':'hello'}]}";
            case RESPONSES -> "{'model':'big','input':[{'role':'user','content':'hello'}]}";
            case GENERATE -> "{'model':'big','contents':[{'parts':[{'text':'hello'}]}]}";
            default ->
                "{'model':'big','max_tokens':100,'messages':[{'role':'user','content':'hello'}]}";
          });
    }

    static byte[] request(Api client, String field) {
      Map<String, String> own =
          switch (client) {
            case CHAT -> CHAT;
            case RESPONSES -> RESPONSES;
            case GENERATE -> GENERATE;
            default -> MESSAGES;
          };
      String sample =
          Objects.requireNonNull(
              own.getOrDefault(field, COMMON.get(field)), "no sample of " + client + " " + field);
      ObjectNode request = Json.object(plain(client));
      Json.object(bytes("{" + sample + "}"))
          .properties()
          .forEach(property -> request.set(property.getKey(), property.getValue()));
      return Json.bytes(request);
    }

    private static byte[] bytes(String json) {
      return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
  }
}
