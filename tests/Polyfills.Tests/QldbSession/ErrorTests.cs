using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Polyfills.Tests.QldbSession;

public sealed class ErrorTests
{
    private static readonly Type[] Modelled =
    [
        typeof(BadRequestException), typeof(InvalidSessionException), typeof(CapacityExceededException), typeof(LimitExceededException),
        typeof(OccConflictException), typeof(RateExceededException),
    ];

    /// <summary>Every error type × status × place and form of its name × name of the message member.</summary>
    public static TheoryData<Type, int, string?, string?, string> Shapes
    {
        get
        {
            var shapes = new TheoryData<Type, int, string?, string?, string>();
            foreach (var type in Modelled)
            {
                foreach (var status in new[] { 400, 429, 500, 503 })
                {
                    foreach (var (bodyType, headerType) in Places(type.Name))
                        shapes.Add(type, status, bodyType, headerType, status == 400 ? "message" : "Message");
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_error_has_the_type_that_the_service_names(Type type, int status, string? bodyType, string? headerType, string messageName)
    {
        var members = new List<string> { $"\"{messageName}\":\"What went wrong\"" };
        if (bodyType is not null)
            members.Insert(0, bodyType);
        (string, string)[] headers = headerType is null ? [] : [("x-amzn-ErrorType", headerType)];

        var exception = await ErrorOf(Reply.Error(status, $"{{{string.Join(',', members)}}}", headers));

        Assert.IsType(type, exception);
        Assert.Equal(type.Name, exception.ErrorCode);
        Assert.Equal("What went wrong", exception.Message);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(Reply.RequestId, exception.RequestId);
        Assert.Equal(ErrorType.Unknown, exception.ErrorType);
        Assert.Null(exception.Retryable);
        Assert.IsType<Amazon.Runtime.Internal.HttpErrorResponseException>(exception.InnerException);
    }

    [Theory]
    [InlineData("InternalFailure", 500)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("AccessDeniedException", 403)]
    [InlineData("ExpiredTokenException", 400)]
    public async Task An_error_that_is_not_modelled_keeps_its_code(string code, int status)
    {
        var exception = await ErrorOf(Reply.Error(status, $$"""{"__type":"com.amazon#{{code}}","message":"m"}"""));

        Assert.IsType<AmazonQLDBSessionException>(exception);
        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
    }

    [Theory]
    [InlineData("", 503)]
    [InlineData("", 400)]
    [InlineData("{}", 500)]
    [InlineData("<html><body>Bad gateway</body></html>", 502)]
    [InlineData("[1, 2]", 500)]
    public async Task A_body_that_is_no_error_object_leaves_only_the_status(string body, int status)
    {
        var exception = await ErrorOf(Reply.Error(status, body));

        Assert.IsType<AmazonQLDBSessionException>(exception);
        Assert.Null(exception.ErrorCode);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.NotEmpty(exception.Message);
    }

    [Fact]
    public async Task The_type_comes_from_the_header_when_the_body_has_none_at_all()
    {
        var exception = await ErrorOf(Reply.Error(400, "", ("x-amzn-ErrorType", "OccConflictException")));

        Assert.IsType<OccConflictException>(exception);
    }

    [Fact]
    public async Task The_member_Code_is_a_detail_and_not_the_type()
    {
        var session = await ErrorOf(Reply.Error(
            400, """{"Code":"OccConflictException","__type":"x#InvalidSessionException","nested":{"Code":"no"},"Message":"Transaction 1 has expired"}"""));
        var request = await ErrorOf(Reply.Error(400, """{"__type":"BadRequestException","nested":{"Code":"no"},"Code":"412","message":"m"}"""));
        var without = await ErrorOf(Reply.Error(400, """{"__type":"BadRequestException","Code":null}"""));

        Assert.Equal("OccConflictException", Assert.IsType<InvalidSessionException>(session).Code);
        Assert.Equal("412", Assert.IsType<BadRequestException>(request).Code);
        Assert.Null(Assert.IsType<BadRequestException>(without).Code);
    }

    [Fact]
    public async Task A_message_is_read_in_any_escaping()
    {
        var exception = await ErrorOf(Reply.Error(400, """{"__type":"BadRequestException","message":"\u0027é\u00e9\ud83d\ude00😀\n\""}"""));

        Assert.Equal("'éé😀😀\n\"", exception.Message);
    }

    private static IEnumerable<(string? BodyType, string? HeaderType)> Places(string name) =>
    [
        ($"\"__type\":\"{name}\"", null),
        ($"\"__type\":\"com.amazonaws.qldb.session#{name}\"", null),
        ($"\"__type\":\"com.amazonaws.qldb.session#{name}:http://internal.example/coral/\"", null),
        ($"\"code\":\"{name}\"", null),
        (null, name),
        (null, $"{name}:http://internal.example/coral/"),
        ($"\"__type\":\"{name}\"", name),
    ];

    private static Task<AmazonQLDBSessionException> ErrorOf(Reply reply) =>
        Assert.ThrowsAnyAsync<AmazonQLDBSessionException>(() => Clients.ResponseTo(reply));
}
