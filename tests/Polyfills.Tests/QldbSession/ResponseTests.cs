using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Polyfills.Tests.QldbSession;

public sealed class ResponseTests
{
    [Fact]
    public async Task A_started_session_has_token_timing_and_request_id()
    {
        var response = await Clients.ResponseTo(
            Reply.Ok("""{"StartSession":{"SessionToken":"mOlizqQ1S2C7MzsmbsWcOw==","TimingInformation":{"ProcessingTimeMilliseconds":1}}}"""));

        Assert.Equal("mOlizqQ1S2C7MzsmbsWcOw==", response.StartSession.SessionToken);
        Assert.Equal(1L, response.StartSession.TimingInformation.ProcessingTimeMilliseconds);
        Assert.Equal(Reply.RequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
        Assert.Equal(113, response.ContentLength);
        Assert.Null(response.StartTransaction);
    }

    [Fact]
    public async Task Every_command_is_answered_by_its_own_member()
    {
        const string Timing = "\"TimingInformation\":{\"ProcessingTimeMilliseconds\":7}";
        const string IOs = "\"ConsumedIOs\":{\"ReadIOs\":3,\"WriteIOs\":9000000000}";
        var response = await Clients.ResponseTo(Reply.Ok($$"""
            {
              "StartTransaction": { "TransactionId": "Bx0VYbWkNxUF9q2m7T3aQe", {{Timing}} },
              "ExecuteStatement": { "FirstPage": { "Values": [ { "IonBinary": "4AEA6iEB" } ], "NextPageToken": "page-0002" }, {{Timing}}, {{IOs}} },
              "FetchPage": { "Page": { "Values": [ { "IonText": "1" } ] }, {{Timing}}, {{IOs}} },
              "CommitTransaction": { "TransactionId": "Bx0VYbWkNxUF9q2m7T3aQe", "CommitDigest": "AQID", {{Timing}}, {{IOs}} },
              "AbortTransaction": { {{Timing}} },
              "EndSession": { {{Timing}} }
            }
            """));

        Assert.Equal("Bx0VYbWkNxUF9q2m7T3aQe", response.StartTransaction.TransactionId);
        Assert.Equal([0xE0, 0x01, 0x00, 0xEA, 0x21, 0x01], Assert.Single(response.ExecuteStatement.FirstPage.Values).IonBinary.ToArray());
        Assert.Equal("page-0002", response.ExecuteStatement.FirstPage.NextPageToken);
        Assert.Equal("1", Assert.Single(response.FetchPage.Page.Values).IonText);
        Assert.Null(response.FetchPage.Page.NextPageToken);
        Assert.Equal("Bx0VYbWkNxUF9q2m7T3aQe", response.CommitTransaction.TransactionId);
        Assert.Equal([1, 2, 3], response.CommitTransaction.CommitDigest.ToArray());
        Assert.Equal(0, response.CommitTransaction.CommitDigest.Position);
        Assert.All(
            [response.ExecuteStatement.ConsumedIOs, response.FetchPage.ConsumedIOs, response.CommitTransaction.ConsumedIOs],
            usage => Assert.Equal((3L, 9_000_000_000L), (usage.ReadIOs, usage.WriteIOs)));
        Assert.All(
            [
                response.StartTransaction.TimingInformation, response.ExecuteStatement.TimingInformation, response.FetchPage.TimingInformation,
                response.CommitTransaction.TimingInformation, response.AbortTransaction.TimingInformation, response.EndSession.TimingInformation,
            ],
            timing => Assert.Equal(7L, timing.ProcessingTimeMilliseconds));
    }

    [Fact]
    public async Task Unknown_members_and_nulls_are_passed_over()
    {
        var response = await Clients.ResponseTo(Reply.Ok("""
            {
              "Unknown": { "a": [ { "Values": [1, 2] }, null ], "StartSession": 1 },
              "FetchPage": { "New": [[]], "Page": { "Values": [ { "IonBinary": null, "Other": {} } ], "NextPageToken": null }, "ConsumedIOs": null },
              "StartTransaction": null
            }
            """));

        Assert.Null(response.StartTransaction);
        Assert.Null(response.FetchPage.ConsumedIOs);
        Assert.Null(response.FetchPage.Page.NextPageToken);
        Assert.Null(Assert.Single(response.FetchPage.Page.Values).IonBinary);
    }

    [Fact]
    public async Task A_list_that_the_service_leaves_out_stays_null()
    {
        var left = await Clients.ResponseTo(Reply.Ok("""{"ExecuteStatement":{"FirstPage":{}}}"""));
        var empty = await Clients.ResponseTo(Reply.Ok("""{"ExecuteStatement":{"FirstPage":{"Values":[]}}}"""));

        Assert.Null(left.ExecuteStatement.FirstPage.Values);
        Assert.Empty(empty.ExecuteStatement.FirstPage.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task A_page_of_200_rows_is_read_from_pieces_of_any_size(int pieceLength)
    {
        var rows = Enumerable.Range(0, 200).Select(i => Enumerable.Range(0, 1 + i % 40).Select(b => (byte)(i + b)).ToArray()).ToList();
        var values = new JsonArray([.. rows.Select(row => new JsonObject { ["IonBinary"] = Convert.ToBase64String(row) })]);
        var json = new JsonObject { ["FetchPage"] = new JsonObject { ["Page"] = new JsonObject { ["Values"] = values } } }.ToJsonString();

        var response = await Clients.ResponseTo(new Reply.InPieces(json, pieceLength));

        Assert.Equal(rows, response.FetchPage.Page.Values.Select(v => v.IonBinary.ToArray()));
    }

    [Fact]
    public async Task Text_is_read_in_any_escaping()
    {
        var response = await Clients.ResponseTo(
            Reply.Ok("""{"\u0053tartSession":{"SessionToken":"\u003Ca\u0027\u00e9\ud83d\ude00\/\n😀é>"}}"""));

        Assert.Equal("<a'é😀/\n😀é>", response.StartSession.SessionToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("""{"StartSession":{"SessionToken":"a""")]
    [InlineData("""{"StartSession":"x"}""")]
    [InlineData("""{"CommitTransaction":{"CommitDigest":"!"}}""")]
    [InlineData("""{"FetchPage":{"ConsumedIOs":{"ReadIOs":1.5}}}""")]
    [InlineData("""{"FetchPage":{"Page":{"Values":{}}}}""")]
    public async Task A_success_that_is_no_result_is_an_error_and_not_an_empty_result(string body)
    {
        var exception = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => Clients.ResponseTo(Reply.Ok(body)));

        Assert.True(exception.InnerException is JsonException or FormatException, $"{exception.InnerException}");
    }
}
