package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
  private final Intrinsics intrinsics = new Intrinsics(new Names());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'plain'                                                     | 'plain'",
        "{'Ref': 'Name'}                                             | 'ref(Name)'",
        "{'a': {'Ref': 'Name'}, 'b': [1, true, null]}                | {'a': 'ref(Name)', 'b': [1, true, null]}",
        "{'a': {'Ref': 'AWS::NoValue'}, 'b': [{'Ref': 'AWS::NoValue'}, 1]} | {'b': [1]}",
        "{'Fn::GetAtt': ['Id', 'Arn']}                               | 'att(Id,Arn)'",
        "{'Fn::GetAtt': 'Id.Nested.Arn'}                             | 'att(Id,Nested.Arn)'",
        "{'Fn::Sub': 'a ${Name} ${Id.Arn} ${!Name}$'}                | 'a ref(Name) att(Id,Arn) ${Name}$'",
        "{'Fn::Sub': ['${x}-${Name}', {'x': {'Ref': 'X'}}]}          | 'ref(X)-ref(Name)'",
        "{'Fn::Join': ['', ['a', {'Ref': 'Name'}, 1]]}               | 'aref(Name)1'",
        "{'Fn::Join': ['-', {'Fn::Split': [':', 'a:b:']}]}           | 'a-b-'",
        "{'Fn::Select': [7, {'Fn::Split': [':', 'a:b:c:d:e:f:g:live']}]} | 'live'",
        "{'Fn::Select': ['0', {'Ref': 'List'}]}                      | 'first'",
        "{'Fn::If': ['yes', 1, {'Fn::Nonsense': 0}]}                 | 1",
        "{'Fn::If': ['no', 1, {'Ref': 'Name'}]}                      | 'ref(Name)'",
        "{'Fn::Equals': [{'Ref': 'A'}, 'ref(A)']}                    | true",
        "{'Fn::Equals': [1, '1']}                                    | true",
        "{'Fn::Equals': [['a'], ['b']]}                              | false",
        "{'Fn::Not': [{'Condition': 'yes'}]}                         | false",
        "{'Fn::And': [{'Condition': 'yes'}, {'Condition': 'no'}]}    | false",
        "{'Fn::Or': [{'Condition': 'no'}, {'Fn::Equals': ['a', 'a']}]} | true",
        "{'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}   | {'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"
      })
  void shouldEvaluate_whenTheExpressionIsValid(String expression, String value) {
    assertThat(intrinsics.evaluate(json(expression))).isEqualTo(json(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'Fn::ImportValue': 'x'}           | Fn::ImportValue reads another stack's export, which is not supported: pass the value through an SSM parameter",
        "{'Fn::Cidr': []}                   | Fn::Cidr is not supported",
        "{'Fn::Join': 'x'}                   | Fn::Join cannot be evaluated with \"x\"",
        "{'Fn::Join': ['x']}                 | Fn::Join cannot be evaluated with [\"x\"]",
        "{'Fn::Join': ['', 'x']}             | Fn::Join cannot be evaluated with [\"\",\"x\"]",
        "{'Fn::Join': ['', [['x']]]}         | Fn::Join cannot be evaluated with [\"\",[[\"x\"]]]",
        "{'Fn::Select': [2, ['a', 'b']]}     | Fn::Select cannot be evaluated with [2,[\"a\",\"b\"]]",
        "{'Fn::Select': ['x', ['a', 'b']]}   | Fn::Select cannot be evaluated with [\"x\",[\"a\",\"b\"]]",
        "{'Fn::Sub': [{}, {}]}               | Fn::Sub cannot be evaluated with [{},{}]",
        "{'Fn::If': ['yes']}                 | Fn::If cannot be evaluated with [\"yes\"]",
        "{'Fn::GetAtt': 'Id'}               | Fn::GetAtt cannot be evaluated with \"Id\"",
        "{'Fn::And': 'yes'}                 | Fn::And cannot be evaluated with \"yes\"",
        "{'Fn::Not': ['maybe']}             | a condition must be true or false, was \"maybe\"",
        "{'Ref': ['x']}                     | Ref cannot be evaluated with [\"x\"]",
        "'{{resolve:secretsmanager:x}}'     | {{resolve:secretsmanager:x}} is a dynamic reference, which is not supported"
      })
  void shouldSayWhatIsWrong_whenTheExpressionIsNotValid(String expression, String message) {
    assertThatThrownBy(() -> intrinsics.evaluate(json(expression)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessage(message);
  }

  private static JsonNode json(String text) {
    return TestAssembly.json(text.replace('\'', '"'));
  }

  /** Resolves each reference to its name. */
  private static final class Names implements Intrinsics.Scope {
    @Override
    public JsonNode ref(String name) {
      return switch (name) {
        case "AWS::NoValue" -> MissingNode.getInstance();
        case "List" -> JsonNodeFactory.instance.arrayNode().add("first").add("second");
        default -> TextNode.valueOf("ref(" + name + ")");
      };
    }

    @Override
    public JsonNode attribute(String logicalId, String name) {
      return TextNode.valueOf("att(" + logicalId + "," + name + ")");
    }

    @Override
    public boolean condition(String name) {
      return name.equals("yes");
    }
  }
}
